extern alias generator;

using System.Reflection;
using ParameterInfo = System.Reflection.ParameterInfo;

namespace NetGen.Generators.Tests.Contracts;

/// <content>Methods of <see cref="CaseMethods"/>, called as they are.</content>
internal sealed partial class Reference
{
    /// <summary>What stages add to the loss for their weights.</summary>
    public double Penalties() => model.Stages.Sum(stage =>
    {
        if (stage.Modifier<generator::NetGen.RegularizerAttribute>() is not { } attribute)
        {
            return 0;
        }

        Arguments a = new(attribute);
        Func<double, double> penalty = Method(a).CreateDelegate<Func<double, double>>();
        IEnumerable<Parameter> weights = parameters.Where(parameter => parameter.IsTrained && parameter.Shape.Count > 1
            && parameter.Name.StartsWith(stage.Name + ".", StringComparison.Ordinal));
        return a.Number("Weight") * weights.Sum(weight => weight.AsSpan<double>().ToArray().Sum(penalty));
    });

    /// <summary>A method for each element.</summary>
    private Tensor OfElements(Tensor[] values, Arguments a, string label)
    {
        MethodInfo method = Method(a);
        Tensor whole = values.OrderByDescending(t => (t.Height * t.Width, t.Sizes.Length)).First();
        double[] constants = a.Numbers("Constants") ?? [];
        return whole.Like((n, c, y, z) =>
        {
            Queue<Tensor> given = new(values);
            Queue<double> more = new(constants);
            object[] arguments = [.. method.GetParameters().Select(parameter => (object)(
                Learnt(parameter, label, c) is { } learnt ? learnt
                : given.TryDequeue(out Tensor? value) ? value.Height * value.Width == 1 ? value[n, c, 0, 0] : value[n, c, y, z]
                : Convert.ChangeType(more.Dequeue(), parameter.ParameterType, null)))];
            return (double)method.Invoke(null, arguments)!;
        });
    }

    private double? Learnt(ParameterInfo parameter, string label, int channel) =>
        parameter.GetCustomAttribute<LearnableAttribute>() is null || FindOptional($"{label}.{parameter.Name}") is not { } values ? null
        : values[values.Length > 1 ? channel : 0];

    /// <summary>A cell along a sequence.</summary>
    private Tensor Walk(Tensor x, Arguments a, string label)
    {
        MethodInfo cell = Method(a);
        ParameterInfo[] parameters = cell.GetParameters();
        object? weights = parameters.Length > 2 ? Weights(parameters[2], name => Find($"{label}.{name}")) : null;
        bool isBackwards = a.Flag("Backwards");
        List<double[]>[] given = [.. Enumerable.Range(0, x.Samples).Select(n =>
        {
            object? state = null;
            List<double[]> outputs = [];
            for (int i = 0; i < x.Width; i++)
            {
                int t = isBackwards ? x.Width - 1 - i : i;
                if (IsPadding(a, n, t, "SkipPadding"))
                {
                    outputs.Add([]);
                    continue;
                }

                object inputs = Whole(parameters[0], [.. Enumerable.Range(0, x.Channels).Select(c => x[n, c, 0, t])]);
                state ??= Whole(parameters[1], new double[64]);
                object result = cell.Invoke(null, weights is null ? [inputs, state] : [inputs, state, weights])!;
                bool isPair = cell.ReturnType != parameters[1].ParameterType;
                state = isPair ? Fields(result).First() : result;
                outputs.Add([.. (isPair ? Fields(result).Skip(1).SelectMany(Flat) : Flat(result))]);
            }

            return outputs;
        })];
        int channels = given.Max(outputs => outputs.Max(output => output.Length));
        double At(double[] output, int c) => output.Length == 0 ? 0 : output[c];
        return a.Flag("LastOnly")
            ? x.Like((n, c, _, _) => At(given[n][^1], c), channels, width: 1, rank: 1)
            : x.Like((n, c, _, t) => At(given[n][isBackwards ? x.Width - 1 - t : t], c), channels);
    }

    private static MethodInfo Method(Arguments a) =>
        typeof(CaseMethods).GetMethod(a.Text("Method")!) ?? throw new MissingMethodException(a.Text("Method"));

    private static IEnumerable<object> Fields(object value) => value is System.Runtime.CompilerServices.ITuple tuple
        ? Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)
        : Parts(value.GetType()).Select(part => value.GetType().GetProperty(part.Name!)!.GetValue(value)!);

    private static IEnumerable<double> Flat(object value) => value is double number ? [number]
        : value is Row<double> row ? row.Span.ToArray()
        : Fields(value).SelectMany(Flat);

    private static ParameterInfo[] Parts(Type record) =>
        record.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();

    /// <summary>Inputs or a state of numbers one after the other.</summary>
    private static object Whole(ParameterInfo parameter, double[] values)
    {
        Queue<double> left = new(values);
        return Part(parameter);

        object Part(ParameterInfo part) => part.ParameterType == typeof(double) ? left.Dequeue()
            : part.ParameterType == typeof(Row<double>) ? new Row<double>([.. Enumerable
                .Range(0, part.GetCustomAttribute<WidthAttribute>()?.Count ?? left.Count).Select(_ => left.Dequeue())])
            : Activator.CreateInstance(part.ParameterType, [.. Parts(part.ParameterType).Select(Part)])!;
    }

    private static object Weights(ParameterInfo parameter, Func<string, double[]> values) =>
        parameter.ParameterType == typeof(double) ? values(parameter.Name!)[0]
        : parameter.ParameterType == typeof(Row<double>) ? new Row<double>(values(parameter.Name!))
        : parameter.GetCustomAttribute<LearnableAttribute>()?.Sizes is [var rows, var columns]
            ? new Matrix<double>(rows, columns, values(parameter.Name!))
        : Activator.CreateInstance(parameter.ParameterType, [.. Parts(parameter.ParameterType).Select(part => Weights(part, values))])!;
}
