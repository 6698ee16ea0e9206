using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Plaudit.Recipes;

namespace Plaudit.Tests.Architecture;

/// <summary>Dependencies between the library's folders run one way. Read off the compiled code: every type, member and instruction.</summary>
public class FolderDependencyTests
{
    /// <summary>
    /// What each folder may use directly; it may use what those use, too. A folder not named here may use nothing but the foundation.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Foundation"] = [],
        ["Data"] = [],
        ["Text"] = [],
        ["Kernels"] = [],
        ["Layers"] = ["Kernels"],
        ["Recipes"] = ["Layers", "Text"],
        ["Models"] = ["Recipes"],
        ["Baselines"] = ["Models", "Data"],
        ["Evaluation"] = ["Models", "Data"],
        ["Kinds"] = ["Models", "Baselines"],
        ["Training"] = ["Models", "Data", "Evaluation", "Kinds"],
        ["Tuning"] = ["Training"],
        ["Exploration"] = ["Data", "Text"],
        ["Inference"] = ["Kinds"],
    };

    [Fact]
    public void Every_folder_uses_only_what_stands_below_it()
    {
        var wrong = new SortedSet<string>();
        foreach (Type type in typeof(Recipe).Assembly.GetTypes())
        {
            if (FolderOf(type) is not { } folder)
                continue;
            Assert.True(s_allowed.ContainsKey(folder), $"the folder {folder} is not in the table of this test");
            HashSet<string> allowed = Closure(folder);
            foreach (Type used in UsedBy(type))
            {
                if (FolderOf(used) is { } other && other != folder && !allowed.Contains(other))
                    wrong.Add($"{folder} uses {other}: {type.FullName} uses {used.FullName}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_folders_below_know_nothing_of_each_other()
    {
        foreach (string folder in (string[])["Data", "Text", "Kernels"])
            Assert.Equal(["Foundation"], Closure(folder));
        Assert.DoesNotContain("Training", Closure("Inference"));
    }

    [Fact]
    public void The_reading_of_compiled_code_sees_calls_inside_methods()
    {
        // The trainer names the kernels' thread team in its body; were that overlooked, the first test could not fail.
        Type trainer = typeof(Recipe).Assembly.GetType("Plaudit.Training.Trainer", throwOnError: true)!;
        Assert.Contains(UsedBy(trainer), type => type.FullName == "Plaudit.Training.BatchSchedule");
    }

    private static HashSet<string> Closure(string folder)
    {
        var found = new HashSet<string> { "Foundation" };
        var open = new Stack<string>(s_allowed[folder]);
        while (open.TryPop(out string? next))
        {
            if (found.Add(next))
                Array.ForEach(s_allowed[next], open.Push);
        }

        return found;
    }

    /// <summary>The folder is the first word behind the root namespace; the root itself is the foundation.</summary>
    private static string? FolderOf(Type type)
    {
        string? space = (type.IsGenericParameter ? null : type.IsArray || type.IsPointer || type.IsByRef ? type.GetElementType()! : type)?.Namespace;
        if (space is null || type.Assembly != typeof(Recipe).Assembly || type.IsDefined(typeof(CompilerGeneratedAttribute))
            && type.DeclaringType is null)
            return null;
        string[] words = space.Split('.');
        return words[0] != "Plaudit" ? null : words.Length == 1 ? "Foundation" : words[1];
    }

    private static HashSet<Type> UsedBy(Type type)
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var used = new HashSet<Type>();
        void Add(Type? other)
        {
            if (other is null || !used.Add(other))
                return;
            Add(other.GetElementType());
            if (other.IsGenericType)
                Array.ForEach(other.GetGenericArguments(), Add);
        }

        Add(type.BaseType);
        Array.ForEach(type.GetInterfaces(), Add);
        Array.ForEach(type.GetFields(all), field => Add(field.FieldType));
        foreach (MethodBase method in type.GetMethods(all).Concat<MethodBase>(type.GetConstructors(all)))
        {
            Array.ForEach(method.GetParameters(), parameter => Add(parameter.ParameterType));
            Add((method as MethodInfo)?.ReturnType);
            foreach (MemberInfo member in MethodBodyReader.Members(method))
            {
                Add(member as Type ?? member.DeclaringType);
                Add((member as MethodInfo)?.ReturnType ?? (member as FieldInfo)?.FieldType);
            }
        }

        return used;
    }

    /// <summary>The members that a method's instructions name.</summary>
    private static class MethodBodyReader
    {
        private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

        public static IEnumerable<MemberInfo> Members(MethodBase method)
        {
            if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
                yield break;
            for (int i = 0; i < code.Length;)
            {
                OpCode instruction = code[i] == 0xFE ? s_codes[(short)(0xFE00 | code[i + 1])] : s_codes[code[i]];
                i += instruction.Size;
                if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                    && Resolve(method, BitConverter.ToInt32(code, i)) is { } member)
                {
                    yield return member;
                }

                i += Size(instruction.OperandType, code, i);
            }
        }

        private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
            token,
            method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null);

        private static int Size(OperandType operand, byte[] code, int position) => operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
            _ => 4,
        };
    }
}
