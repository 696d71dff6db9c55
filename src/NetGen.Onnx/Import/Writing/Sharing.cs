using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Writing;

/// <summary>
/// Which stages use the weights of earlier ones, as their nodes read the same initializers: stages of the same operations, and a linear map
/// whose matrix is the table of an embedding.
/// </summary>
internal sealed class Sharing
{
    private readonly Dictionary<Stage, Stage> _owners = [];
    private readonly HashSet<Weight> _shared = new(ReferenceEqualityComparer.Instance);

    public Sharing(IReadOnlyList<Stage> stages)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            Stage[] owners = [.. stages.Take(i).Where(stage => !_owners.ContainsKey(stage))];
            if (Array.Find(owners, owner => IsSame(owner, stages[i])) is { } same)
            {
                _owners[stages[i]] = same;
                _shared.UnionWith(stages[i].Steps.SelectMany(static step => step.Weights));
            }
            else if (Matrix(stages[i]) is { } matrix
                && Array.Find(owners, owner => Table(owner)?.IsSameAs(matrix.Values) == true) is { } table)
            {
                _owners[stages[i]] = table;
                _shared.Add(matrix);
            }
        }
    }

    /// <summary>The stage whose weights a stage uses; null where they are its own.</summary>
    public Stage? OwnerOf(Stage stage) => _owners.GetValueOrDefault(stage);

    /// <summary>Whether a weight is another stage's.</summary>
    public bool IsShared(Weight weight) => _shared.Contains(weight);

    /// <summary>Whether the operations with weights are the same and have the same names; others between them may differ.</summary>
    private static bool IsSame(Stage one, Stage other)
    {
        (Step Step, int Place)[] first = Weighted(one), second = Weighted(other);
        return first.Length > 0 && first.Length == second.Length
            && first.Zip(second).All(static pair => pair.First.Place == pair.Second.Place && IsSame(pair.First.Step, pair.Second.Step));
    }

    /// <summary>The steps with weights, and how many of their kind stand before each.</summary>
    private static (Step Step, int Place)[] Weighted(Stage stage) =>
    [
        .. stage.Steps.Select((step, i) => (step, stage.Steps.Take(i).Count(before => before.Kind == step.Kind)))
            .Where(static pair => pair.step.Weights.Count > 0),
    ];

    private static bool IsSame(Step one, Step other) => one.Kind == other.Kind && one.Before == other.Before && one.After == other.After
        && one.IsFrozen == other.IsFrozen && one.Form.SequenceEqual(other.Form) && one.Weights.Count == other.Weights.Count
        && one.Weights.Zip(other.Weights).All(static pair => pair.First.Values.IsSameAs(pair.Second.Values));

    private static Tensor? Table(Stage stage) => stage.Steps.Find(IsTable)?.Weights[0].Values;

    /// <summary>The weights of a stage's only linear map, where it reads no tokens.</summary>
    private static Weight? Matrix(Stage stage) => !stage.Steps.Exists(IsTable)
        && stage.Steps.FindAll(static step => step is { Kind: "Linear", IsFrozen: false }) is [var linear] ? linear.Weights[0] : null;

    private static bool IsTable(Step step) => step is { Kind: "Embedding", IsFrozen: false };
}
