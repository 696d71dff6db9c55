using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// The kernels of a network, each written once: into the file of the program part that uses it first. Uses with equal
/// specifications share it, whatever their buffers are called, and then it is named after what they have in common.
/// </summary>
internal sealed class KernelLibrary
{
    private readonly KernelTitles _titles;
    private readonly Dictionary<object, string> _elementwise = [];
    private readonly Dictionary<int, string> _strides = [];

    /// <param name="element">"float" or "double".</param>
    /// <param name="programs">All that call the kernels.</param>
    public KernelLibrary(string element, IEnumerable<LoweredProgram> programs)
    {
        Element = element;
        _titles = new(programs, isDevice: false, launch => launch switch
        {
            ElementwiseLaunch e => Key(e.Work, isStore: false),
            ContractionLaunch c => Key(c.Work, isStore: true),
            PoolLaunch p => Key(p.Work, isStore: true),
            _ => null,
        });
    }

    /// <summary>"float" or "double".</summary>
    public string Element { get; }

    /// <summary>The elementwise kernel, or the epilogue struct, of a specification; written to <paramref name="w"/> if new.</summary>
    /// <param name="w">Where new kernels go.</param>
    /// <param name="work">What it does.</param>
    /// <param name="producer">The value that a contraction or pooling hands over; null without one.</param>
    /// <param name="program">Which program calls it, where two do almost the same: "Inference".</param>
    public string Elementwise(SourceWriter w, Elementwise work, string? producer, string program)
    {
        object key = Key(work, producer is not null);
        if (_elementwise.TryGetValue(key, out string known))
        {
            return known;
        }

        ElementwiseSpec spec = work.Spec;
        string suffix = producer is not null ? "Store" : spec.Mode == ElementMode.Channels ? "Combine" : "";
        string name = _elementwise[key] = _titles.NameOf(key, suffix, program, $"Of{spec.Channels}");
        SimdBody body = new(spec, work.Names, producer, Element);
        if (producer is null)
        {
            ElementwiseEmitter.Emit(w, body, name, _titles.TitleOf(key));
        }
        else
        {
            EpilogueEmitter.Emit(w, body, name, _titles.TitleOf(key));
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

    private static object Key(Elementwise work, bool isStore) => (work.Spec, isStore);
}
