using System.Collections;
using System.Globalization;
using System.Reflection;
using ParameterInfo = System.Reflection.ParameterInfo;

namespace NetGen.Generators.Tests;

/// <summary>The generator reads attributes as objects of their own classes, whatever these are: none is named here.</summary>
public sealed class AttributeObjectTests
{
    private static readonly IEnumerable<Type> s_types = typeof(StageAttribute).Assembly.GetExportedTypes()
        .Where(static type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && !NamesClass(type));

    public static TheoryData<string> Names => [.. s_types.Select(static type => type.Name)];

    /// <summary>All that an attribute of a stage takes as a size or rate.</summary>
    public static TheoryData<string, string> Sizes
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (Type type in s_types.Where(static type => type.IsSubclassOf(typeof(StageAttribute))))
            {
                foreach (PropertyInfo property in type.GetProperties().Where(IsSize))
                {
                    data.Add(type.Name, property.Name);
                }
            }

            return data;
        }
    }

    /// <summary>A class that an attribute names is a symbol: the front end reads it.</summary>
    private static bool NamesClass(Type attribute) =>
        attribute.GetProperties().Any(static p => p.DeclaringType == p.ReflectedType && p.PropertyType == typeof(Type));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_left_out_is_what_the_attribute_says(string name)
    {
        Type type = TypeOf(name);
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            object?[] values = [.. parameters.Select(static p => p.HasDefaultValue ? p.DefaultValue : Sample(p.ParameterType))];
            IEnumerable<ArgumentModel> given = parameters.Zip(values)
                .Where(static pair => !pair.First.HasDefaultValue)
                .Select(static pair => new ArgumentModel(pair.First.Name!, Value(pair.Second!)));

            Assert.Equal(Texts((Attribute)constructor.Invoke(values)), Texts(Made(name, given)));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_size_takes_a_number_or_arithmetic(string name, string property)
    {
        Type type = TypeOf(name);
        Assert.Equal("2", Given(new ArgumentValue(2), typeof(int), typeof(float)));
        Assert.Equal("2", Given(new ArgumentValue(Text: "2 * n - 4"), typeof(string)));

        string Given(ArgumentValue value, params Type[] types)
        {
            string argument = char.ToLowerInvariant(property[0]) + property[1..];
            bool IsOfArgument(ParameterInfo parameter) => parameter.Name == argument
                && types.Contains(parameter.ParameterType.GetElementType() ?? parameter.ParameterType);
            ParameterInfo[]? parameters = type.GetConstructors().Select(static constructor => constructor.GetParameters())
                .FirstOrDefault(all => type.GetProperty(property)!.CanWrite || all.Any(IsOfArgument));
            Assert.True(parameters is not null, $"{name} takes no {types[0].Name} for {property}.");
            List<ArgumentModel> given =
            [
                .. parameters.Select(p => new ArgumentModel(p.Name!, p.Name != argument ? Value(Sample(p.ParameterType))
                    : p.ParameterType.IsArray ? new ArgumentValue(Items: new[] { value }.ToEquatableArray()) : value)),
            ];
            if (parameters.All(parameter => parameter.Name != argument))
            {
                given.Add(new ArgumentModel(argument, value));
            }

            return Texts(Made(name, given, new Dictionary<string, double> { ["n"] = 3 })).Single(text => text.Name == property).Value;
        }
    }

    private static bool IsSize(PropertyInfo property) => property.Name != nameof(Attribute.TypeId)
        && (property.PropertyType == typeof(Size) || property.PropertyType == typeof(Size[]) || property.PropertyType == typeof(Rate)
            || property.PropertyType == typeof(object));

    private static Type TypeOf(string name) => s_types.Single(type => type.Name == name);

    private static Attribute Made(string name, IEnumerable<ArgumentModel> arguments, IReadOnlyDictionary<string, double>? numbers = null) =>
        Attributes.Make<Attribute>(
            new AttributeModel(name[..^nameof(Attribute).Length], arguments.ToEquatableArray(), new Site(null, -1)), numbers);

    private static object Sample(Type type) => type.IsArray ? Filled(type.GetElementType()!) : type == typeof(string) ? "7"
        : type.IsEnum ? Enum.GetValues(type).GetValue(1)! : Convert.ChangeType(0.5 * 14, type, CultureInfo.InvariantCulture);

    private static Array Filled(Type element)
    {
        Array array = Array.CreateInstance(element, 1);
        array.SetValue(Sample(element), 0);
        return array;
    }

    private static ArgumentValue Value(object value) => value switch
    {
        string text => new(Text: text),
        Array array => new(Items: array.Cast<object>().Select(Value).ToEquatableArray()),
        _ => new(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    private static IEnumerable<(string Name, string Value)> Texts(Attribute attribute) => attribute.GetType().GetProperties()
        .Where(static property => property.Name != nameof(Attribute.TypeId))
        .OrderBy(static property => property.Name, StringComparer.Ordinal)
        .Select(property => (property.Name, Text(property.GetValue(attribute))));

    private static string Text(object? value) => value is IEnumerable items and not string
        ? string.Join(", ", items.Cast<object>().Select(Text))
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
