using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Matches a dataset's columns with what a program takes, and copies its samples into the staging buffers.</summary>
internal sealed class BatchLoader<T>
    where T : unmanaged
{
    private readonly BatchRunner<T> _runner;
    private readonly ProgramPlan _plan;
    private readonly Dataset _data;
    private readonly DataColumn[] _inputs;
    private readonly DataColumn[] _targets;
    private readonly int[] _lengths;
    private readonly string _name;

    /// <param name="runner">What takes the data.</param>
    /// <param name="data">The samples.</param>
    /// <param name="name">The caller's parameter.</param>
    /// <param name="checksAll">Whether to look at every target before the first batch; each batch is looked at again.</param>
    /// <param name="trains">Whether samples that are to have weights must have some; else each that has none counts once.</param>
    /// <exception cref="ArgumentException">The data does not fit.</exception>
    public BatchLoader(BatchRunner<T> runner, Dataset data, string name, bool checksAll = true, bool trains = true)
    {
        _runner = runner;
        _name = name;
        _plan = runner.Signature;
        _data = data;
        _lengths = new int[_plan.Lengths.Count];
        _inputs = Match(data.Inputs, [.. _plan.Inputs.Select(input => input.Name)], "input", name);
        TargetPlan[] compared = [.. _plan.Targets.Where(target => !target.IsWeight)];
        Queue<DataColumn> targets = new(Match(
            [.. data.Targets.Where(target => !IsWeights(target.Column))], [.. compared.Select(_plan.NameOf)], "target", name));
        _targets = [.. _plan.Targets.Select(target => target.IsWeight ? Weights(target, trains) : targets.Dequeue())];
        if (data.Targets.Any(target => IsWeights(target.Column)) && !_plan.Targets.Any(target => target.IsWeight))
        {
            throw new ArgumentException(
                "The data has weights of samples, which no loss of the network takes: write SampleWeights = true in its attribute.", name);
        }

        for (int i = 0; i < _inputs.Length; i++)
        {
            CheckInput(_plan.Inputs[i], _inputs[i], name);
        }

        for (int i = 0; i < _targets.Length; i++)
        {
            _targets[i] = AsValues(_plan.Targets[i], _targets[i]);
            CheckTarget(_plan.Targets[i], _targets[i], name);
        }

        if (checksAll)
        {
            Array.ForEach(_inputs, input => ReadAll(input, -1));
            for (int i = 0; i < _targets.Length; i++)
            {
                ReadAll(_targets[i], i);
            }
        }
    }

    /// <summary>The samples.</summary>
    public Dataset Data => _data;

    /// <summary>The column of each input of the program.</summary>
    public IReadOnlyList<DataColumn> Inputs => _inputs;

    /// <summary>The column of each target of the program.</summary>
    public IReadOnlyList<DataColumn> Targets => _targets;

    /// <summary>Positions of the data's sequences.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>
    /// Copies samples into the staging buffers. Indices and targets are checked there: the caller's arrays may have changed.
    /// </summary>
    /// <exception cref="ArgumentException">A token, label or target is out of range.</exception>
    public void Load(ReadOnlySpan<int> samples) => Load(samples, _runner);

    /// <summary>Copies samples to a place beside the program; checks them likewise.</summary>
    /// <exception cref="ArgumentException">A token, label or target is out of range.</exception>
    public void Load(ReadOnlySpan<int> samples, IBatchMemory<T> memory)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            Load(_inputs[i], samples, memory.Values(i), memory.Tokens(i));
            if (_plan.Inputs[i].IsTokens)
            {
                int size = _plan.Inputs[i].SizeAt(_lengths);
                Staging.CheckTokens(_plan.Inputs[i], memory.Tokens(i)[..(samples.Length * size)], size, _name, samples);
            }
        }

        for (int i = 0; i < _targets.Length; i++)
        {
            Load(_targets[i], samples, memory.Targets(i), memory.Labels(i));
            if (_plan.Targets[i].TakesLabels)
            {
                int size = _plan.SizeOf(_plan.Targets[i], _lengths);
                Staging.CheckLabels(_plan.Targets[i], memory.Labels(i)[..(samples.Length * size)], size, _name, samples);
            }
            else
            {
                CheckTargets(i, samples, memory.Targets(i));
            }
        }
    }

    /// <summary>Checks target values that were read.</summary>
    /// <param name="target">Index of the target; nothing is checked where it takes labels.</param>
    /// <param name="samples">The samples read.</param>
    /// <param name="values">Their values, one sample after the other.</param>
    /// <exception cref="ArgumentException">One is not finite, or outside the range of the loss.</exception>
    public void CheckTargets(int target, ReadOnlySpan<int> samples, ReadOnlySpan<T> values)
    {
        if (_targets[target] is ValueColumn { Rows.RowSize: int size })
        {
            ValueChecks.CheckTarget(_plan.Targets[target], values[..(samples.Length * size)], size, samples, _name);
        }
    }

    private void Load(DataColumn column, ReadOnlySpan<int> samples, Span<T> values, Span<int> integers)
    {
        if (column is IntegerColumn)
        {
            _data.Read(column, samples, integers);
        }
        else
        {
            _data.Read(column, samples, values);
        }
    }

    /// <summary>
    /// Reads, and so checks, what may not fit though it is finite: doubles for a network in float, targets of a loss with a range.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="target">Index of the target; −1 for an input.</param>
    private void ReadAll(DataColumn column, int target)
    {
        if (column is not ValueColumn values || (values.Rows.FitsFloat && (target < 0 || !_plan.Targets[target].HasRange)))
        {
            return;
        }

        T[] row = new T[values.Rows.RowSize];
        for (int sample = 0; sample < _data.Count; sample++)
        {
            _data.Read(column, [sample], row.AsSpan());
            if (target >= 0)
            {
                CheckTargets(target, [sample], row);
            }
        }
    }

    /// <summary>
    /// Labels of two classes are the values 0 and 1 where a loss asks for yes or no; of several they are all of one share where it asks for
    /// shares.
    /// </summary>
    private DataColumn AsValues(TargetPlan target, DataColumn column)
    {
        OutputPlan output = _plan.OutputOf(target);
        return column is not IntegerColumn labels ? column
            : target.IsBinary && labels.Bound <= 2 ? new ValueColumn(new LabelRows(labels), labels.Count, labels.Shape)
            : target.IsDistribution && labels.Bound <= output.Channels && labels.Size * output.Channels == _plan.SizeOf(target, _lengths)
            ? new ValueColumn(new ShareRows(labels, output.Channels, output.IsImage), labels.Count, output.Shape)
            : column;
    }

    /// <summary>The weights of samples for a loss.</summary>
    private DataColumn Weights(TargetPlan target, bool trains)
    {
        string wanted = _plan.NameOf(target);
        DataColumn[] made = [.. _data.Targets.Select(entry => entry.Column).Where(IsWeights)];
        DataColumn? named = _data.Targets.FirstOrDefault(entry => entry.Name == wanted).Column;
        DataColumn? only = made.Length == 1 && _plan.Targets.Count(other => other.IsWeight) == 1 ? made[0] : null;
        return named ?? only ?? (trains
            ? throw new ArgumentException(
                $"The data has no weights {wanted}: give each sample one, with Dataset.WithWeights, or take SampleWeights off the loss.",
                _name)
            : DataColumn.Weights([.. Enumerable.Repeat(1f, _data.Inputs[0].Column.Count)]));
    }

    private static bool IsWeights(DataColumn column) => column is ValueColumn { IsWeights: true };

    private static DataColumn[] Match(IReadOnlyList<(string Name, DataColumn Column)> columns, string[] names, string what, string name) =>
        columns.Count == 1 && names.Length == 1
            ? [columns[0].Column]
            : Array.ConvertAll(names, wanted => columns.FirstOrDefault(entry => entry.Name == wanted).Column ?? throw new ArgumentException(
                $"The data has no {what} {wanted}; it has {string.Join(", ", columns.Select(entry => entry.Name))}.", name));

    private void CheckInput(InputPlan input, DataColumn column, string name)
    {
        IntegerColumn? tokens = column as IntegerColumn;
        if (input.IsTokens && tokens is null)
        {
            throw new ArgumentException(
                Invariant($"The data has values of shape {column.Shape} for {input.Name}; ")
                + Invariant($"the network takes tokens below {input.Vocabulary}."),
                name);
        }

        if (!input.IsTokens && tokens is not null)
        {
            throw new ArgumentException(
                $"The data has {column.Description} for {input.Name}; the network takes values of shape {input.Shape}.", name);
        }

        if (!Fits(input, column.Shape))
        {
            throw new ArgumentException(
                $"The data's samples have shape {column.Shape}; the network takes {input.Shape}"
                + $"{(input.Length < 0 ? "" : " or fewer positions")}{Named(input)}.",
                name);
        }

        if (input.Length >= 0)
        {
            int length = column.Shape.Size / input.PositionSize;
            if (_lengths[input.Length] != 0 && _lengths[input.Length] != length)
            {
                throw new ArgumentException(
                    Invariant($"{input.Name} has {length} positions, but an input of the same length has {_lengths[input.Length]}."), name);
            }

            _lengths[input.Length] = length;
        }

        // The bound is that of all data; a view may leave out what is too large.
        for (int sample = 0; tokens?.Bound > input.Vocabulary && sample < _data.Count; sample++)
        {
            ReadOnlySpan<int> sequence = tokens[_data.Row(sample)];
            for (int position = 0; position < sequence.Length; position++)
            {
                if (sequence[position] >= input.Vocabulary)
                {
                    throw new ArgumentException(
                        Invariant($"Sample {sample} of {input.Name} has token {sequence[position]} at position {position}; ")
                        + Invariant($"tokens are 0 to {input.Vocabulary - 1}."),
                        name);
                }
            }
        }
    }

    private void CheckTarget(TargetPlan target, DataColumn column, string name)
    {
        int size = _plan.SizeOf(target, _lengths);
        IntegerColumn? labels = column as IntegerColumn;
        string has = labels is not null
            ? $"labels of {Words.Counted(labels.Bound, "class")}"
            : $"{Words.Counted(column.Shape.Size, "target value")} per sample";
        if (target.TakesLabels && (labels is null || labels.Bound > Math.Max(target.Classes, target.IgnoredLabel + 1)))
        {
            throw new ArgumentException(
                $"The data has {has}; the network's loss takes labels of {Words.Counted(target.Classes, "class")}.", name);
        }

        if (!target.TakesLabels && (labels is not null || column.Shape.Size != size))
        {
            string advice = labels is null ? "" : target.IsBinary
                ? ", 0 or 1 each: for one of several classes write [CrossEntropyLoss] and an output for each class"
                : ": give the targets as float[] or double[] (Dataset.FromTargets)";
            throw new ArgumentException(
                $"The data has {has}; the network's loss takes {Words.Counted(size, "target value")} per sample{advice}.", name);
        }

        if (labels is not null && labels.Size != size)
        {
            throw new ArgumentException(
                $"The data has {Words.Counted(labels.Size, "label")} per sample; "
                    + $"the network's loss takes {Words.Counted(size, "label")}, one for each position or pixel.",
                name);
        }

        // Between the classes and the label that is left out there are numbers that are neither.
        for (int sample = 0; target.TakesLabels && labels!.Bound > target.Classes && sample < _data.Count; sample++)
        {
            int row = _data.Row(sample);
            Staging.CheckLabels(target, labels[row], size, name, [row]);
        }
    }

    private string Named(InputPlan input) => _plan.Inputs.Count == 1 ? "" : $" for {input.Name}";

    /// <summary>
    /// Dimensions of 1 do not matter, nor the shape where one side is flat: the order of the values is the same. A sequence may be shorter
    /// than declared.
    /// </summary>
    private static bool Fits(InputPlan input, Shape data)
    {
        Shape network = input.Shape;
        if (input.Length >= 0 && data.Size % input.PositionSize == 0 && data.Size < network.Size)
        {
            network = new Shape([data.Size / input.PositionSize, .. network.Skip(1)]);
        }

        IEnumerable<int> left = data.Where(dimension => dimension != 1);
        IEnumerable<int> right = network.Where(dimension => dimension != 1);
        return left.SequenceEqual(right) || (data.Size == network.Size && (left.Count() <= 1 || right.Count() <= 1));
    }
}
