using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A stage → steps: follows its edges, repeats it, puts blocks in place and adds what lies between them as steps.</summary>
internal sealed class StageUnfolding(
    UnfoldedValues values, Edges edges, OperationParameters parameters, OperationUses uses, BlockScopes blocks,
    StageModifiers modifiers, ModifierEffects effects)
{
    /// <summary>Unfolds one stage; gives the path of its value, or null after reporting errors.</summary>
    public string? Unfold(StageModel stage, StageScope scope, string previous)
    {
        if (!modifiers.AreInPlace(stage) || !modifiers.IsAdaptable(stage, scope)
            || Source(stage, scope, previous, out int first) is not { } source
            || modifiers.Count(stage, scope) is not { } count || modifiers.OwnerOf(stage, scope, source) is not { } owner)
        {
            return null;
        }

        string path = scope.Path + stage.Name;
        bool isOwn = owner.Name == scope.Parameters + stage.Name, repeats = stage.Modifier<RepeatAttribute>() is not null;
        if (!isOwn)
        {
            parameters.Share(new(path, owner.Name));
        }

        bool isRecomputed = stage.Modifier<RecomputeAttribute>() is not null, isNumbered = repeats && !owner.IsOne;
        ImportNamesAttribute? names = stage.Modifier<ImportNamesAttribute>() is { } import
            ? Attributes.Make<ImportNamesAttribute>(import)
            : null;
        int before = values.Steps.Count;
        string value = source;
        for (int i = 0; i < count; i++)
        {
            string number = repeats ? $".{i}" : "";
            string? group = scope.RecomputeGroup ?? (isRecomputed ? path + number : null);
            StagePlace place = new(
                stage, scope, path + number, scope.Label + stage.Name, owner.Name + (owner.IsOne ? "" : number), group, value)
            {
                Shares = isOwn ? scope.Shares : stage.Modifier<SharesWeightsAttribute>(),
                Table = owner.Table,
                IsFrozen = owner.IsFrozen,
                Adapter = owner.Adapter,
                Foreign = new ImportNames(names, scope.Foreign, isNumbered ? i : null),
                Quantized = stage.Modifier<QuantizedAttribute>() ?? scope.Quantized,
            };
            if (Body(place, [.. stage.Operations.Skip(first)]) is not { } result
                || !effects.AreNamed(stage, place.Foreign, isNumbered)
                || !effects.CanRepeat(stage, count, values.ShapeOf(source), values.ShapeOf(result)))
            {
                return null;
            }

            value = result;
        }

        if (!effects.HaveWeights(stage, owner, isOwn, values.StepsFrom(before)))
        {
            return null;
        }

        scope.Values[stage.Name] = value;
        scope.Owners[stage.Name] = owner;
        return value;
    }

    /// <summary>What a stage reads: the stage before it, the one named by From, or several joined by Add, Multiply or Concat.</summary>
    private string? Source(StageModel stage, StageScope scope, string previous, out int first)
    {
        first = 0;
        if (stage.Modifier<FromAttribute>() is { } from)
        {
            return edges.Named(from, [Attributes.Make<FromAttribute>(from).Stage], scope) is [var named] ? named : null;
        }

        AttributeModel head = stage.Operations[0];
        if (Registry.Operation(head) is { Joins: true, Stages: { } stages })
        {
            if (edges.Named(head, stages, scope) is not { } names)
            {
                return null;
            }

            // In a stage's first place two names or more are all there is to join.
            if (names.Count >= 2)
            {
                first = 1;
                string path = scope.Path + stage.Name + "#join";
                StagePlace place = new(stage, scope, path, scope.Label + stage.Name, "", null, names[0])
                {
                    Foreign = new ImportNames(null, scope.Foreign, null),
                };
                if (uses.Use(place, stage.Operations, 0, values.ShapeOf(names[0]), new(), [.. names.Skip(1)]) is not { } join)
                {
                    return null;
                }

                values.Add(new ShapedStep(path, names[0], [join], join.Output, null));
                return path;
            }
        }

        scope.Read.Add(previous);
        return scope.Values[previous];
    }

    /// <summary>Unfolds a stage's operations once.</summary>
    private string? Body(StagePlace place, IReadOnlyList<AttributeModel> operations)
    {
        string source = place.Input;
        TensorShape shape = values.ShapeOf(source);
        List<OperationUse> step = [];
        OrdinalNames names = new();
        int steps = 0;
        bool isAlone = operations.Count == 1;
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i].Block is not null)
            {
                EndStep();
                if (blocks.Open(place, operations[i], source, names, isAlone) is not { } block
                    || Stages(block, source) is not { } result)
                {
                    return null;
                }

                source = result;
                shape = values.ShapeOf(source);
                continue;
            }

            if (uses.Use(place, operations, i, shape, names) is not { } use)
            {
                return null;
            }

            step.Add(use);
            shape = use.Output;
        }

        EndStep();
        return source;

        void EndStep()
        {
            if (step.Count > 0)
            {
                string path = place.Path + (steps++ == 0 ? "" : $"#{steps}");
                values.Add(new ShapedStep(path, source, step, shape, place.RecomputeGroup));
                source = path;
                step = [];
            }
        }
    }

    /// <summary>Unfolds the stages of a block or network; gives the path of the last one's value, or null after reporting errors.</summary>
    private string? Stages(OpenBlock block, string input)
    {
        string? value = input;
        string previous = block.Input;
        HashSet<string> read = [];
        foreach (StageModel stage in block.Block.Stages)
        {
            block.Scope.Read.Clear();
            value = value is null ? null : Unfold(stage, block.Scope, previous);
            read.UnionWith(block.Scope.Read);
            previous = stage.Name;
        }

        return blocks.Close(block, isComplete: value is not null, read) ? value : null;
    }
}
