using Microsoft.ML;

namespace NetGen.Data;

/// <summary>The samples of a view, read anew in each epoch by a cursor that is disposed at its end.</summary>
internal sealed class DataViewStream : DataStream
{
    private readonly DataStream _samples;

    public DataViewStream(IDataView view, DataViewOptions options)
    {
        if (options.Group is not null)
        {
            throw new ArgumentException("A stream has no groups: DataViewSamples.Read reads them.", nameof(options));
        }

        SampleLayout layout;
        using (DataViewRowCursor cursor = Open(view, options))
        {
            layout = new SampleReader(view.Schema, cursor, options).Layout;
        }

        _samples = From(token => Read(view, options, token), layout, (reader, sample) => reader.Write(sample), view.GetRowCount);
    }

    public override long? Count => _samples.Count;

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default) =>
        _samples.ReadBlocks(blockSize, cancellationToken);

    private static IEnumerable<SampleReader> Read(IDataView view, DataViewOptions options, CancellationToken cancellationToken)
    {
        using DataViewRowCursor cursor = Open(view, options);
        SampleReader reader = new(view.Schema, cursor, options);
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return reader;
        }
    }

    private static DataViewRowCursor Open(IDataView view, DataViewOptions options)
    {
        string?[] names = [.. options.Features, options.Label, options.Weight];
        return view.GetRowCursor([.. names.OfType<string>().Select(name => NumberColumn.Find(view.Schema, name))]);
    }

    /// <summary>Reads the sample that a cursor stands on.</summary>
    private sealed class SampleReader
    {
        private readonly DataViewRow _row;
        private readonly NumberColumn<float>[] _features;
        private readonly NumberColumn<float>? _targets;
        private readonly NumberColumn<float>? _weight;
        private readonly ClassReader? _classes;

        public SampleReader(DataViewSchema schema, DataViewRow row, DataViewOptions options)
        {
            _row = row;
            _features = [.. options.Features.Select(name => NumberColumn<float>.Open(row, schema[name]))];
            if (options.Label is { } label)
            {
                _classes = ClassReader.Open(row, schema[label], options);
                _targets = _classes is null ? NumberColumn<float>.Open(row, schema[label]) : null;
            }

            _weight = options.Weight is { } weight ? NumberColumn<float>.OpenWeights(row, schema[weight]) : null;
            if (_classes?.IsByAppearance == true)
            {
                throw new DataViewException(
                    options.Label!, "a stream does not know which texts will come: make them keys before, as MapValueToKey does.");
            }

            int size = _features.Sum(column => column.Size);
            NumberColumn.CheckShape(options.Shape, size);
            Layout = new SampleLayout(
                [SampleColumn.Values("input", options.Shape ?? new Shape(size))],
                [
                    .. _classes is null ? Array.Empty<SampleColumn>() : [SampleColumn.Labels("target", _classes.Count)],
                    .. _targets is null ? Array.Empty<SampleColumn>() : [SampleColumn.Values("target", new Shape(_targets.Size))],
                    .. _weight is null ? Array.Empty<SampleColumn>() : [SampleColumn.Weight()],
                ]);
        }

        public SampleLayout Layout { get; }

        public void Write(SampleSlot sample)
        {
            Span<float> values = sample.Values();
            foreach (NumberColumn<float> column in _features)
            {
                column.Read(values[..column.Size], _row.Position);
                values = values[column.Size..];
            }

            if (_classes is not null)
            {
                sample.Label = _classes.Read(_row.Position);
            }

            _targets?.Read(sample.Targets(), _row.Position);
            if (_weight is not null)
            {
                ref float weight = ref sample.Weight;
                _weight.Read(new Span<float>(ref weight), _row.Position);
            }
        }
    }
}
