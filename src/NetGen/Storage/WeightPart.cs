namespace NetGen;

/// <summary>The parameters of a network, or those of a network in a stage, by the names they have in it.</summary>
/// <param name="Owner">Whose they are, for messages.</param>
/// <param name="Names">Their names there.</param>
/// <param name="Parameters">The parameters.</param>
internal sealed record WeightPart(string Owner, IReadOnlyList<string> Names, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>The parameters by the names they have here.</summary>
    public Parameter[] Renamed => [.. Parameters.Zip(Names, static (parameter, name) => parameter.Renamed(name))];

    /// <summary>For each parameter of the other part, the one here of its name.</summary>
    /// <exception cref="ParameterMismatchException">A name or shape is not in both.</exception>
    public Parameter[] For(WeightPart other)
    {
        Dictionary<string, Parameter> own = Names.Zip(Parameters).ToDictionary(pair => pair.First, pair => pair.Second);
        Parameter[] found = [.. other.Names.Zip(other.Parameters, (name, parameter) => Fitting(name, parameter))];
        string? left = Names.Except(other.Names).FirstOrDefault();
        return left is null ? found : throw new ParameterMismatchException(left, $"{other.Owner} has none of this name");

        Parameter Fitting(string name, Parameter parameter)
        {
            string? fault = !own.TryGetValue(name, out Parameter? found) ? $"{Owner} has none of this name"
                : !found.Shape.Equals(parameter.Shape) ? $"it has shape {found.Shape} in {Owner}, {parameter.Shape} in {other.Owner}"
                : found.ElementType == typeof(double) && parameter.ElementType == typeof(float)
                ? $"{Owner} is compiled in double, {other.Owner} in float"
                : null;
            return fault is null ? found! : throw new ParameterMismatchException(name, fault);
        }
    }
}
