using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>
/// A network's parameters and running statistics on one device, shared by all its programs there. They are uploaded when the host's
/// changed, and fetched back when the host asks for them.
/// </summary>
internal sealed class DeviceParameters<T> : IParameterHolder
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ConditionalWeakTable<ParameterStore<T>, Dictionary<IlgpuDevice, DeviceParameters<T>>> Shared = [];

    private readonly ParameterStore<T> _store;
    private readonly IlgpuDevice _device;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _buffer;
    private AcceleratorStream? _stream;
    private long _version = -1;
    private int _users;
    private bool _isNewest;

    private DeviceParameters(ParameterStore<T> store, IlgpuDevice device)
    {
        _store = store;
        _device = device;
        _buffer = device.Allocate<T>(store.Block.Length);
    }

    /// <summary>The whole block.</summary>
    public ArrayView<T> View => _buffer.View.BaseView;

    /// <summary>The block of a network on a device; each call is answered by one <see cref="Release"/>.</summary>
    public static DeviceParameters<T> Of(ParameterStore<T> store, IlgpuDevice device)
    {
        lock (Shared)
        {
            Dictionary<IlgpuDevice, DeviceParameters<T>> blocks = Shared.GetOrCreateValue(store);
            if (!blocks.TryGetValue(device, out DeviceParameters<T>? block))
            {
                block = new DeviceParameters<T>(store, device);
                blocks.Add(device, block);
            }

            block._users++;
            return block;
        }
    }

    /// <summary>Makes the device's values the newest ones, before a run that reads them.</summary>
    public void Prepare(AcceleratorStream stream)
    {
        if (_stream is not null && _stream != stream)
        {
            _stream.Synchronize();
        }

        _stream = stream;
        long version = _store.Version;
        if (_version != version)
        {
            _store.Fetch();
            View.CopyFromCPU(stream, (ReadOnlySpan<T>)_store.Block.Span);
            _version = version;
        }
    }

    /// <summary>The same before a run that changes them.</summary>
    public void PrepareChange(AcceleratorStream stream)
    {
        Prepare(stream);
        _store.Claim(this);
        _version = _store.Version;
        _isNewest = true;
    }

    /// <inheritdoc/>
    public void Fetch()
    {
        if (_isNewest)
        {
            View.CopyToCPU(_stream!, _store.Block.Span);
            _isNewest = false;
        }
    }

    /// <summary>Ends one use of a stream; with the last, the values go back to the host and the memory is freed.</summary>
    public void Release(AcceleratorStream stream)
    {
        lock (Shared)
        {
            if (_stream == stream)
            {
                stream.Synchronize();
                Fetch();
                _stream = null;
            }

            if (--_users == 0)
            {
                if (Shared.TryGetValue(_store, out Dictionary<IlgpuDevice, DeviceParameters<T>>? blocks))
                {
                    blocks.Remove(_device);
                }

                _buffer.Dispose();
            }
        }
    }
}
