using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend.Methods;

/// <content>What of the steps is needed in the end.</content>
internal sealed partial class FunctionBuilder
{
    /// <summary>The steps that results need, and these.</summary>
    public (EquatableArray<FunctionStep> Steps, EquatableArray<int> Results) Needed(IReadOnlyList<int> results)
    {
        // What depends on learnt numbers only is the same everywhere: it needs no guard.
        bool[] varies = new bool[_steps.Count];
        for (int step = 0; step < _steps.Count; step++)
        {
            varies[step] = _steps[step].Kind == StepKind.Given || _steps[step].Operands.Any(operand => varies[operand]);
        }

        bool IsGuarded(int step) => varies[step] && IsRisky(_steps[step]);
        SortedSet<int> needed = [.. results];
        for (int step = _steps.Count - 1; step >= 0; step--)
        {
            if (needed.Contains(step))
            {
                needed.UnionWith(_steps[step].Operands);
                needed.UnionWith(IsGuarded(step) ? [_steps[step].Guard] : []);
            }
        }

        Dictionary<int, int> places = needed.Where(step => step >= 0).Select((step, place) => (step, place))
            .ToDictionary(pair => pair.step, pair => pair.place);
        places[-1] = -1;
        FunctionStep Placed(int step) => _steps[step] with
        {
            Operands = _steps[step].Operands.Select(operand => places[operand]).ToEquatableArray(),
            Guard = IsGuarded(step) ? places[_steps[step].Guard] : -1,
        };
        return (
            needed.Where(step => step >= 0).Select(Placed).ToEquatableArray(),
            results.Select(result => places[result]).ToEquatableArray());
    }
}
