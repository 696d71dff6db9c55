using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Reads those parameters of a network that a file has, by rules of names and layouts; whatever is left over is told.</summary>
internal sealed class NamedLoad
{
    private readonly ITensorFile _file;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Dictionary<string, Parameter> _byName;
    private readonly Dictionary<string, List<Source>> _sources = [];
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<string, Source> _sourceOf = [];
    private readonly List<string> _ignored = [], _loaded = [], _missing = [], _notUsed = [];
    private readonly List<UnfitTensor> _unfit = [];
    private readonly Dictionary<string, string> _remarks = [];
    private readonly List<Action> _writes = [];

    private NamedLoad(ITensorFile file, IReadOnlyList<Parameter> parameters, WeightNames names)
    {
        _file = file;
        _parameters = parameters;
        _byName = parameters.ToDictionary(parameter => parameter.Name);
        Assign(names);
        foreach (Parameter parameter in parameters)
        {
            if (parameter.ElementType == typeof(double))
            {
                Fill<double>(parameter);
            }
            else
            {
                Fill<float>(parameter);
            }
        }

        HashSet<string> told = [.. _used, .. _ignored];
        foreach (SafetensorsTensor tensor in file.Tensors.Where(tensor => !told.Contains(tensor.Name)))
        {
            _notUsed.Add(tensor.Name);
            _remarks.TryAdd(tensor.Name, $"{tensor.Dtype} {tensor.Shape}; {WhyNotUsed(tensor.Name)}");
        }
    }

    /// <summary>What fits; all of it is read before the first value changes.</summary>
    public static LoadReport Partial(ITensorFile file, IReadOnlyList<Parameter> parameters, WeightNames names) =>
        new NamedLoad(file, parameters, names).Write();

    /// <summary>All or nothing.</summary>
    /// <exception cref="IOException">A parameter is not filled, or a tensor is left over; nothing is changed.</exception>
    public static LoadReport Whole(ITensorFile file, IReadOnlyList<Parameter> parameters, WeightNames names)
    {
        NamedLoad load = new(file, parameters, names);
        UnfitTensor? unfit = load._unfit.FirstOrDefault();
        string? name = unfit?.Name ?? load._missing.Concat(load._notUsed).FirstOrDefault();
        if (name is null)
        {
            return load.Write();
        }

        int others = load._unfit.Count + load._missing.Count + load._notUsed.Count - 1;
        string problem = unfit is null ? load._remarks[name] : LoadReport.Describe(unfit, load._remarks);
        throw file.Error(name, others == 0 ? $"{problem}." : $"{problem}; {others} more: LoadPartial lists them.");
    }

    private LoadReport Write()
    {
        if (_writes.Count > 0)
        {
            IWeights weights = _parameters[0].Weights;
            using WeightGate.Scope claim = weights.Gate.Claim();
            WeightTransfer.Change(weights, () => _writes.ForEach(write => write()));
        }

        return new(_loaded, _missing, _unfit, _notUsed)
        {
            Ignored = _ignored, Remarks = _remarks, HasPreparation = _file.HasPreparation,
        };
    }

    /// <summary>Finds for each tensor what it is for.</summary>
    private void Assign(WeightNames names)
    {
        Dictionary<string, string> known = [];
        foreach (SafetensorsTensor tensor in _file.Tensors)
        {
            string name = names.NameFor(tensor.Name);
            if (names.Ignoring(tensor.Name, name) is { } rule)
            {
                _ignored.Add(tensor.Name);
                _remarks[tensor.Name] = $"{tensor.Dtype} {tensor.Shape}; passed over by {rule}";
            }
            else if (!known.TryAdd(name, tensor.Name))
            {
                _remarks[tensor.Name] = $"{tensor.Dtype} {tensor.Shape}; renamed to {name}, as {known[name]} is";
            }
            else
            {
                Assign(names, tensor, name);
            }
        }
    }

    private void Assign(WeightNames names, SafetensorsTensor tensor, string name)
    {
        bool isMapped = false;
        for (int number = 0; number < names.Rules.Count; number++)
        {
            NameRule rule = names.Rules[number];
            for (int part = 0; part < rule.InFile.Length; part++)
            {
                if (rule.InFile[part].Match(name) is { } places)
                {
                    isMapped = true;
                    string[] wanted = [.. rule.InFile.Select(pattern => pattern.Fill(places))];
                    string[] targets = [.. rule.InNetwork.Select(pattern => pattern.Fill(places))];
                    SourceOf(number, rule.Layout, wanted, targets).Take(part, tensor, _sourceOf);
                }
            }
        }

        if (!isMapped && names.KeepsNames && _byName.ContainsKey(name))
        {
            SourceOf(int.MaxValue, WeightLayout.Same, [name], [name]).Take(0, tensor, _sourceOf);
        }
    }

    /// <summary>What a rule has found so far for these parameters.</summary>
    private Source SourceOf(int rule, WeightLayout layout, string[] names, string[] targets)
    {
        if (_sources.TryGetValue(targets[0], out List<Source>? found)
            && found.Find(source => source.Rule == rule && source.Targets.SequenceEqual(targets)) is { } known)
        {
            return known;
        }

        Source added = new(rule, layout, names, targets);
        foreach (string target in targets.Distinct())
        {
            if (!_sources.TryGetValue(target, out List<Source>? all))
            {
                _sources[target] = all = [];
            }

            all.Add(added);
        }

        return added;
    }

    private string WhyNotUsed(string tensor)
    {
        if (!_sourceOf.TryGetValue(tensor, out Source? source))
        {
            return "the network has no parameter of this name, and no rule gives another";
        }

        string? lacking = Array.Find(source.Targets, target => !_byName.ContainsKey(target));
        return lacking is null
            ? $"for {source.Targets[0]}, but the file lacks {source.Missing}"
            : $"for {lacking}, which the network lacks";
    }

    /// <summary>Fills a parameter from the first rule that has all it needs; what other rules have must be the same.</summary>
    private void Fill<T>(Parameter parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Source[] sources = [.. _sources.GetValueOrDefault(parameter.Name, []).OrderBy(source => source.Rule)];
        if (sources.FirstOrDefault(source => source.Missing is null) is not { } first)
        {
            if (parameter.IsTable && sources.Length == 0)
            {
                _remarks[parameter.Name] = $"{parameter.Shape}; not in the file: a table that the network makes itself";
                return;
            }

            _missing.Add(parameter.Name);
            _remarks[parameter.Name] = sources.Length == 0
                ? $"not in the file; the network has {parameter.Shape}"
                : $"the file lacks {sources[0].Missing}; the network has {parameter.Shape}";
            return;
        }

        if (Values<T>(first, parameter) is not { } values)
        {
            return;
        }

        _loaded.Add(parameter.Name);
        _writes.Add(() => values.CopyTo(parameter.AsSpan<T>()));
        foreach (Source tied in sources.Where(source => source != first && source.Missing is null))
        {
            Compare(tied, first, parameter, values);
        }
    }

    /// <summary>A parameter's values by a rule; null after reporting that they do not fit.</summary>
    private T[]? Values<T>(Source source, Parameter parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Array.Find(source.Targets, target => !_byName.ContainsKey(target)) is { } lacking)
        {
            _missing.Add(parameter.Name);
            _remarks[parameter.Name] = $"{parameter.Shape}; the network has no {lacking}, which the rule names beside it";
            return null;
        }

        foreach (SafetensorsTensor? tensor in source.Tensors)
        {
            _used.Add(tensor!.Name);
        }

        TensorParts parts = source.Parts(_byName);
        if (parts.Fault() is { } fault)
        {
            _unfit.Add(new(parameter.Name, $"{parts}", $"{Safetensors.Dtype(parameter)} {parameter.Shape}"));
            _remarks[parameter.Name] = fault;
            return null;
        }

        if (typeof(T) == typeof(float) && source.Tensors.Any(tensor => tensor!.Dtype == "F64"))
        {
            _remarks[parameter.Name] = "rounded from F64";
        }

        if (source.Layout.Form == LayoutForm.FirstRows && parts.Rows != parameter.Shape[0])
        {
            _remarks[parameter.Name] = FormattableString.Invariant(
                $"the first {parameter.Shape[0]} of {parts.Rows} rows of {source.Names[0]}");
        }

        return source.Read<T>(parts, _file)[Array.IndexOf(source.Targets, parameter.Name)];
    }

    /// <summary>A head that shares the embedding's table may be in the file twice: then both must be one.</summary>
    private void Compare<T>(Source tied, Source first, Parameter parameter, T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorParts parts = tied.Parts(_byName);
        bool isSame = Array.TrueForAll(tied.Targets, _byName.ContainsKey) && parts.Fault() is null
            && parts.Read<T>(_file)[Array.IndexOf(tied.Targets, parameter.Name)].AsSpan().SequenceEqual(values);
        foreach (SafetensorsTensor? tensor in tied.Tensors)
        {
            if (isSame)
            {
                _used.Add(tensor!.Name);
                _remarks[tensor.Name] = $"the same as {first.Names[0]}, of which {parameter.Name} was filled";
            }
            else if (!_used.Contains(tensor!.Name))
            {
                _remarks[tensor.Name] =
                    $"{tensor.Dtype} {tensor.Shape}; differs from {first.Names[0]}, of which {parameter.Name} was filled";
            }
        }
    }

    /// <summary>What a rule found in the file.</summary>
    /// <param name="Rule">Its number.</param>
    /// <param name="Layout">How the tensors lie.</param>
    /// <param name="Names">The tensors it wants.</param>
    /// <param name="Targets">The parameters they are for.</param>
    private sealed record Source(int Rule, WeightLayout Layout, string[] Names, string[] Targets)
    {
        private Array? _read;

        public SafetensorsTensor?[] Tensors { get; } = new SafetensorsTensor?[Names.Length];

        public void Take(int part, SafetensorsTensor tensor, Dictionary<string, Source> sourceOf)
        {
            Tensors[part] = tensor;
            sourceOf.TryAdd(tensor.Name, this);
        }

        /// <summary>The first tensor that the file lacks.</summary>
        public string? Missing => Array.IndexOf(Tensors, null) is var lacking and >= 0 ? Names[lacking] : null;

        public TensorParts Parts(Dictionary<string, Parameter> parameters) =>
            new(Layout, Tensors!, [.. Targets.Where(parameters.ContainsKey).Select(target => parameters[target])]);

        /// <summary>Reads once what is for several parameters.</summary>
        public T[][] Read<T>(TensorParts parts, ITensorFile file)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => (T[][])(_read ??= parts.Read<T>(file));
    }
}
