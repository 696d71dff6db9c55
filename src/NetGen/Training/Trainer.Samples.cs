namespace NetGen;

/// <content>What a run is fed with.</content>
public abstract partial class Trainer<T>
{
    private BatchLoader<T> LoaderOf(Dataset data, string name)
    {
        BatchLoader<T> loader = new(_runner, data, name);
        CheckBatch(loader, name);
        return loader;
    }

    private void CheckBatch(BatchLoader<T> loader, string name) =>
        _runner.Signature.CheckBatch(_options.DropLast ? BatchSize : Math.Min(loader.Data.Count, BatchSize), loader.Lengths, name);

    /// <summary>A stream's data lies on the host, whatever the device; its values are checked as they are staged.</summary>
    private RunSamples<T> SamplesOf(DataStream data, string name)
    {
        if (data is DatasetStream whole)
        {
            return new WholeSamples<T>(LoaderOf(whole.Data, name), CreateFeed);
        }

        BatchTransforms<T>? transforms = _options.Transforms.Count > 0 ? Transforms() : null;
        int blockSize = RunSamples<T>.BlockSizeOf(_runner.Signature, BatchSize, _options.BlockSize);
        return new StreamedSamples<T>(data, blockSize, Load, loader => new(_runner, loader, transforms));

        BatchLoader<T> Load(Dataset block)
        {
            BatchLoader<T> loader = new(_runner, block, name, checksAll: false);
            if (block.Count == blockSize || !_options.DropLast)
            {
                CheckBatch(loader, name);
            }

            return loader;
        }
    }

    /// <summary>With transforms the batches are staged on the host, whatever the device.</summary>
    private EpochFeed<T> CreateFeed(BatchLoader<T> loader) => _options.Transforms.Count == 0
        ? _runner.CreateFeed(loader)
        : new HostFeed<T>(_runner, loader, Transforms());

    private BatchTransforms<T> Transforms() => new(_runner.Signature, _options, () => _steps);
}
