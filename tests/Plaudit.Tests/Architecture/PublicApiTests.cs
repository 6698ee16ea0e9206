using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Plaudit.Recipes;

namespace Plaudit.Tests.Architecture;

/// <summary>
/// The library's public surface is written down and changes only on purpose. After a wanted change run this test with <c>PLAUDIT_APPROVE=1</c>
/// and read the difference before committing it.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        string approved = Path.Combine(Folder(), "PublicApi.approved.txt");
        string actual = Describe(typeof(Recipe).Assembly);
        if (Environment.GetEnvironmentVariable("PLAUDIT_APPROVE") == "1")
            File.WriteAllText(approved, actual);
        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), actual);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract
                && type.IsSealed ? "static class" : "class";
            text.Append(kind).Append(' ').Append(Name(type, full: true)).Append('\n');
            foreach (string member in Members(type).Distinct().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        return type.GetMembers(all).Where(IsVisible).Where(member => !IsPlumbing(member)).Select(Describe);
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    /// <summary>What the compiler writes for a record, and the accessors of properties.</summary>
    private static bool IsPlumbing(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not PropertyInfo
        || member is MethodInfo { IsSpecialName: true, Name: ['g' or 's', 'e', 't', '_', ..] }
        || member.Name is "EqualityContract" or "PrintMembers" or "<Clone>$";

    private static string Describe(MemberInfo member)
    {
        switch (member)
        {
            case ConstructorInfo constructor:
                return $"new({Parameters(constructor)})";
            case MethodInfo method:
                return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})";
            case PropertyInfo property:
                bool isStatic = property.GetAccessors(nonPublic: true)[0].IsStatic;
                string set = property.SetMethod is { } setter && IsVisible(setter)
                    ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
                    : "";
                return $"{(isStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name} {{ get;{set} }}";
            case FieldInfo field:
                return $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";
            default:
                return member.ToString()!;
        }
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters()
            .Select(
            parameter =>
            $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static string Name(Type type, bool full = false)
    {
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        string name = full ? type.FullName!.Replace('+', '.') : type.Name;
        int tick = name.IndexOf('`');
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument)))}>";
    }
}
