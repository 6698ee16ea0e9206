namespace Plaudit.Models;

/// <summary>The element types of the safetensors format and their sizes. Plaudit writes F32, F16 and U32 and lists all of them.</summary>
internal static class SafeTensorsDtype
{
    public const string F32 = "F32";
    public const string F16 = "F16";
    public const string BF16 = "BF16";
    public const string U32 = "U32";

    /// <summary>Bytes of one element, or null for a type this version does not know.</summary>
    public static int? BytesOf(string dtype) => dtype switch
    {
        "F64" or "I64" or "U64" => 8,
        F32 or U32 or "I32" => 4,
        F16 or BF16 or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => null,
    };

    /// <summary>Whether elements of this type are read as <see cref="float"/>.</summary>
    public static bool ReadsAsFloat(string dtype) => dtype is F32 or F16 or BF16;
}
