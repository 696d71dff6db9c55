using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using NetGen.Generators.Model;
using Numbers = System.Collections.Generic.IReadOnlyDictionary<string, double>;

namespace NetGen.Generators.Ops;

/// <summary>
/// Makes attributes of what was read of them. Their classes are the user's own, so what is left out has the value it has there.
/// </summary>
internal static class Attributes
{
    private static readonly ConcurrentDictionary<string, AttributeType> s_types = new();

    /// <summary>The attribute as it was written.</summary>
    /// <param name="model">What was read.</param>
    /// <param name="numbers">What its arithmetic is about, which its sizes are computed of; null to leave them as they are.</param>
    /// <exception cref="SizeException">A size cannot be computed.</exception>
    public static T Make<T>(AttributeModel model, Numbers? numbers = null)
        where T : Attribute =>
        (T)s_types.GetOrAdd(model.Name, static name => new AttributeType(name)).Make(model.Arguments, numbers);

    private static ArgumentValue Evaluated(ArgumentValue value, string name, Type type, Numbers numbers) =>
        type == typeof(Size[])
            ? new(Items: value.Items!.Value.Select(item => Evaluated(item, name, typeof(Size), numbers)).ToEquatableArray())
        : type == typeof(Size) ? new(Whole(value, name, numbers))
        : type == typeof(Rate) && value.Text is not null ? new(Text: Number(value, numbers).ToString("R", CultureInfo.InvariantCulture))
        : value;

    /// <summary>A number, or the value of arithmetic.</summary>
    /// <exception cref="SizeException">It has none.</exception>
    public static double Number(ArgumentValue value, Numbers numbers) =>
        value.Text is { } text ? SizeExpression.Evaluate(text, numbers) : value.Number ?? 0;

    private static int Whole(ArgumentValue value, string name, Numbers numbers)
    {
        double number = Number(value, numbers);
        string? fault = Math.Abs(number) > int.MaxValue
            ? $"too {(number > 0 ? "large" : "small")}: a size is a whole number of at most {int.MaxValue}"
            : number != Math.Floor(number) ? "no whole number"
            : null;
        return fault is null
            ? (int)number
            : throw new SizeException($"{name} is {number.ToString(CultureInfo.InvariantCulture)}, which is {fault}");
    }

    /// <summary>A number, or whole ones for the axes.</summary>
    private static object NumbersOf(ArgumentModel argument, bool areWhole, Numbers numbers) => argument.Value switch
    {
        { Items: { } items } when areWhole => (int[])[.. items.Select(item => Whole(item, argument.Name, numbers))],
        { Items: not null } => throw new SizeException($"{argument.Name} is several numbers, where one is meant"),
        { } value when areWhole => Whole(value, argument.Name, numbers),
        { } value => Number(value, numbers),
    };

    private static bool Fits(ArgumentValue value, Type type) => value switch
    {
        { Items: { } items } => type.IsArray && items.All(item => Fits(item, type.GetElementType())),
        { Text: not null } => type == typeof(string),
        _ => type.IsPrimitive || type.IsEnum,
    };

    private static object Converted(ArgumentValue value, Type type)
    {
        if (value.Items is { } items)
        {
            Type element = type.GetElementType() ?? type;
            Array array = Array.CreateInstance(element, items.Count);
            for (int i = 0; i < items.Count; i++)
            {
                array.SetValue(Converted(items[i], element), i);
            }

            return array;
        }

        return value.Text is { } text ? text
            : type.IsEnum ? Enum.ToObject(type, (int)value.Number!)
            : Convert.ChangeType(value.Number, type == typeof(object) ? typeof(double) : type, CultureInfo.InvariantCulture);
    }

    /// <summary>What is known of an attribute's class.</summary>
    private sealed class AttributeType
    {
        private readonly (ConstructorInfo Constructor, ParameterInfo[] Parameters)[] _constructors;

        /// <summary>By their names in camel case, as parameters have them.</summary>
        private readonly Dictionary<string, PropertyInfo> _properties;

        public AttributeType(string name)
        {
            Type type = typeof(StageAttribute).Assembly.GetType($"NetGen.{name}Attribute", throwOnError: true);
            _constructors = [.. type.GetConstructors().Select(static constructor => (constructor, constructor.GetParameters()))];
            _properties = type.GetProperties().ToDictionary(
                static property => char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1));
        }

        /// <summary>By the constructor that takes all arguments that no property does.</summary>
        public Attribute Make(EquatableArray<ArgumentModel> arguments, Numbers? numbers)
        {
            Dictionary<string, ArgumentValue> given = arguments.ToDictionary(
                static argument => argument.Name,
                argument => numbers is null
                    ? argument.Value
                    : Evaluated(argument.Value, argument.Name, _properties[argument.Name].PropertyType, numbers));
            ArgumentModel[] named = [.. arguments.Where(argument => _properties[argument.Name].CanWrite)];
            (ConstructorInfo constructor, ParameterInfo[] parameters) = _constructors.First(candidate =>
                candidate.Parameters.Count(p => given.ContainsKey(p.Name)) == given.Count - named.Length
                && candidate.Parameters.All(p => given.TryGetValue(p.Name, out ArgumentValue value)
                    ? Fits(value, p.ParameterType)
                    : p.HasDefaultValue));
            object attribute = constructor.Invoke(
                [.. parameters.Select(p => given.TryGetValue(p.Name, out ArgumentValue value)
                    ? Converted(value, p.ParameterType)
                    : p.DefaultValue)]);
            foreach (ArgumentModel argument in named)
            {
                PropertyInfo property = _properties[argument.Name];
                property.SetValue(attribute, numbers is null || property.PropertyType != typeof(object)
                    ? Converted(argument.Value, property.PropertyType)
                    : NumbersOf(argument, areWhole: property.GetValue(attribute) is not double, numbers)); // As its default is.
            }

            return (Attribute)attribute;
        }
    }
}
