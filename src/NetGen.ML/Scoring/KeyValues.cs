using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.Data;

namespace NetGen.ML;

/// <summary>The classes as the keys of a label column, and what these stand for, in the type that it had.</summary>
/// <param name="Count">Number of keys; 0 where the network's outputs say how many classes there are.</param>
/// <param name="Type">Type of what they stand for; "" where they stand for nothing.</param>
/// <param name="Texts">What they stand for, written without regard to the culture.</param>
internal sealed record KeyValues(int Count, string Type, IReadOnlyList<string> Texts)
{
    /// <summary>Classes without names.</summary>
    public static readonly KeyValues None = new(0, "", []);

    private static readonly Dictionary<string, (DataViewType Type, Action<KeyValues, DataViewSchema.Annotations.Builder> Add)> Types = new()
    {
        ["Text"] = (TextDataViewType.Instance, (keys, to) => keys.Add(to, TextDataViewType.Instance, text => text.AsMemory())),
        ["Boolean"] = (BooleanDataViewType.Instance, (keys, to) => keys.Add(to, BooleanDataViewType.Instance, bool.Parse)),
        ["Single"] = Number<float>(NumberDataViewType.Single),
        ["Double"] = Number<double>(NumberDataViewType.Double),
        ["SByte"] = Number<sbyte>(NumberDataViewType.SByte),
        ["Byte"] = Number<byte>(NumberDataViewType.Byte),
        ["Int16"] = Number<short>(NumberDataViewType.Int16),
        ["UInt16"] = Number<ushort>(NumberDataViewType.UInt16),
        ["Int32"] = Number<int>(NumberDataViewType.Int32),
        ["UInt32"] = Number<uint>(NumberDataViewType.UInt32),
        ["Int64"] = Number<long>(NumberDataViewType.Int64),
        ["UInt64"] = Number<ulong>(NumberDataViewType.UInt64),
    };

    /// <summary>Whether the keys stand for something.</summary>
    [JsonIgnore]
    public bool HasValues => Types.ContainsKey(Type);

    /// <summary>Those of a label column, which has keys.</summary>
    public static KeyValues Of(DataViewSchema.Column column)
    {
        int count = (int)Math.Min(((KeyDataViewType)column.Type).Count, int.MaxValue);
        IReadOnlyList<string> names = KeyNames.Of(column);
        return names.Count == count && count > 0
            ? new(count, NameOf(((VectorDataViewType)column.Annotations.Schema[KeyNames.Annotation].Type).ItemType), names)
            : None with { Count = count };
    }

    /// <summary>Some of a type, where only the type matters.</summary>
    public static KeyValues Placeholders(DataViewType type) => NameOf(type) is { Length: > 0 } name
        ? new(1, name, [name == "Text" ? "" : name == "Boolean" ? bool.FalseString : "0"])
        : None;

    /// <summary>Whether they can be keys of a network with so many outputs, and their texts are of their type.</summary>
    public bool Fit(int outputs)
    {
        bool counts = Count >= (HasValues ? 1 : 0) && Count <= outputs && Texts.Count == (HasValues ? Count : 0);
        if (!counts || (Type.Length > 0 && !HasValues) || Texts.Contains(null!))
        {
            return false;
        }

        try
        {
            AddTo(new DataViewSchema.Annotations.Builder());
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Adds them to the annotations of a key column.</summary>
    public void AddTo(DataViewSchema.Annotations.Builder annotations)
    {
        if (HasValues)
        {
            Types[Type].Add(this, annotations);
        }
    }

    /// <summary>Adds them to the annotations of a column of vectors, as the names of its slots.</summary>
    public void AddNamesTo(DataViewSchema.Annotations.Builder annotations)
    {
        if (HasValues)
        {
            Add(annotations, TextDataViewType.Instance, text => text.AsMemory(), "SlotNames");
        }
    }

    private static string NameOf(DataViewType type) => Types.FirstOrDefault(entry => entry.Value.Type == type).Key ?? "";

    private static (DataViewType Type, Action<KeyValues, DataViewSchema.Annotations.Builder> Add) Number<T>(PrimitiveDataViewType type)
        where T : IParsable<T> => (type, (keys, to) => keys.Add(to, type, text => T.Parse(text, CultureInfo.InvariantCulture)));

    private void Add<T>(
        DataViewSchema.Annotations.Builder annotations,
        PrimitiveDataViewType type,
        Func<string, T> parse,
        string kind = KeyNames.Annotation)
    {
        VBuffer<T> values = new(Texts.Count, [.. Texts.Select(parse)]);
        annotations.Add(kind, new VectorDataViewType(type, Texts.Count), (ref VBuffer<T> destination) => values.CopyTo(ref destination));
    }
}
