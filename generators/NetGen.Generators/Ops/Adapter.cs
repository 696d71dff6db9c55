using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>y = W·x + s·B·(A·x), s = α / rank, for the weights W of a linear map; x with dropout in training. Hu et al. 2021.</summary>
/// <param name="Rank">Rows of A, columns of B.</param>
/// <param name="Scale">s.</param>
/// <param name="Dropout">Probability of 0.</param>
internal sealed record Adapter(int Rank, double Scale, double Dropout)
{
    private const string Weight = "weight", A = "lora_a", B = "lora_b";

    /// <summary>Streams of random numbers from one adapter of an operation to the next: beyond those of all operations.</summary>
    private const int Streams = 1 << 14;

    /// <summary>Whether weights can have one: those of a Linear or of an attention's linear maps.</summary>
    public static bool Fits(Operation operation, ParameterInfo parameter) =>
        operation is LinearOp or AttentionOp && parameter.Dimensions.Count == 2
        && parameter.Role.EndsWith(Weight, StringComparison.Ordinal);

    /// <summary>A and B of weights.</summary>
    public IEnumerable<ParameterInfo> Parameters(ParameterInfo weights)
    {
        (int outputs, int inputs) = (weights.Dimensions[0], weights.Dimensions[1]);

        // Kaiming-uniform with a = √5: within 1/√inputs.
        yield return Of(A, Start.HeUniform, Rank, inputs) with { Scale = 1 / Math.Sqrt(6) };
        yield return Of(B, Start.Zero, outputs, Rank);

        ParameterInfo Of(string role, Start start, int rows, int columns) => new(
            Renamed(weights.Name, role), weights.Stage, Renamed(weights.Role, role), new[] { rows, columns }.ToEquatableArray(), start,
            FanIn: columns, FanOut: rows, IsTrained: true)
        {
            AdapterScale = Scale,
        };
    }

    /// <summary>W·x with what the adapter adds; W·x alone where these weights have none.</summary>
    public Node Add(ForwardContext c, string name, string weight, Node x, Node product, ConvolutionGeometry g)
    {
        string a = Renamed(weight, A), b = Renamed(weight, B);
        if (!c.Has(a))
        {
            return product;
        }

        Expr first = new Expr.Input(0);
        TensorShape low = x.Shape with { Channels = Rank };
        if (c.Training && Dropout > 0)
        {
            int place = 1 + c.Use.Parameters.Where(p => p.Role.EndsWith(A, StringComparison.Ordinal)).ToList().FindIndex(p => p.Role == a);
            Expr kept = Expr.Greater(Dropout, new Expr.Uniform(c.Use.Index + (place * Streams)), 0, first * (1 / (1 - Dropout)));
            x = c.Map($"{name} {A} dropout", x.Shape, kept, x);
        }

        Node down = c.Add(new ContractionNode(
            $"{name} {A}", ContractionRole.Output, ConvolutionGeometry.Linear(x.Shape, Rank), low, x, c.Parameter(a)));
        Node up = c.Add(new ContractionNode(
            $"{name} {B}", ContractionRole.Output, ConvolutionGeometry.Linear(low, g.Outputs), product.Shape, down, c.Parameter(b)));
        return c.Map($"{name} adapted", product.Shape, new Expr.Input(0) + (new Expr.Input(1) * Scale), product, up);
    }

    /// <summary>"in_lora_a" of "in_weight".</summary>
    private static string Renamed(string weight, string role) => weight.Substring(0, weight.Length - Weight.Length) + role;
}
