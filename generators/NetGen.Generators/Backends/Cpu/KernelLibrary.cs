using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// The kernels of a network, each written once: into the file of the program part that uses it first. Uses with equal
/// specifications share it, whatever their buffers are called.
/// </summary>
internal sealed class KernelLibrary(string element)
{
    private readonly Dictionary<(ElementwiseSpec, bool), string> _elementwise = [];
    private readonly Dictionary<int, string> _strides = [];
    private readonly Names _names = new("Run");

    /// <summary>"float" or "double".</summary>
    public string Element { get; } = element;

    /// <summary>The elementwise kernel, or the epilogue struct, of a specification; written to <paramref name="w"/> if new.</summary>
    public string Elementwise(SourceWriter w, Elementwise work, string title, string? producer)
    {
        ElementwiseSpec spec = work.Spec;
        if (_elementwise.TryGetValue((spec, producer is not null), out string known))
        {
            return known;
        }

        string name = _names.Unique(Names.Kernel(title, producer is not null ? "Store" : spec.Mode == ElementMode.Channels ? "Combine" : ""));
        _elementwise[(spec, producer is not null)] = name;
        SimdBody body = new(spec, work.Names, producer, Element);
        if (producer is null)
        {
            ElementwiseEmitter.Emit(w, body, name, title);
        }
        else
        {
            EpilogueEmitter.Emit(w, body, name, title);
        }

        return name;
    }

    /// <summary>The constant that tells a contraction how far neighbouring rows of its operand lie apart.</summary>
    public string Stride(SourceWriter w, int value)
    {
        if (!_strides.TryGetValue(value, out string name))
        {
            _strides[value] = name = $"Stride{value}";
            w.Line();
            w.Summary($"Neighbouring rows of the operand lie {value} elements apart: a constant, so that it is part of the instructions.");
            using (w.Open($"internal readonly struct {name} : IStride"))
            {
                w.Line($"public static int Value => {value};");
            }
        }

        return name;
    }
}
