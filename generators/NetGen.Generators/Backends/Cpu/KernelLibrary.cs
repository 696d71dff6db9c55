using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// The kernels of a network, each written once: into the file of the program part that uses it first. Uses with equal
/// specifications share it, whatever their buffers are called, and then it is named after what they have in common.
/// </summary>
internal sealed class KernelLibrary
{
    private readonly Dictionary<(ElementwiseSpec Spec, bool IsStore), Kernel> _elementwise = [];
    private readonly Dictionary<int, string> _strides = [];
    private readonly Names _names = new("Run");

    /// <param name="element">"float" or "double".</param>
    /// <param name="programs">All that call the kernels: whose titles say what a kernel is for.</param>
    public KernelLibrary(string element, IEnumerable<LoweredProgram> programs)
    {
        Element = element;
        foreach (Launch launch in programs.SelectMany(program => program.All))
        {
            if (WorkOf(launch) is { } work)
            {
                var key = (work.Spec, launch is not ElementwiseLaunch);
                if (!_elementwise.TryGetValue(key, out Kernel kernel))
                {
                    _elementwise[key] = kernel = new();
                }

                kernel.Titles.Add(launch.Title);
            }
        }
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
        ElementwiseSpec spec = work.Spec;
        Kernel kernel = _elementwise[(spec, producer is not null)];
        if (kernel.Name is { } known)
        {
            return known;
        }

        string suffix = producer is not null ? "Store" : spec.Mode == ElementMode.Channels ? "Combine" : "";
        string wanted = Names.Kernel(kernel.Titles, suffix), addition = kernel.Titles.Count > 1 ? $"Of{spec.Channels}" : program;
        string name = kernel.Name = _names.Unique(wanted, addition);
        SimdBody body = new(spec, work.Names, producer, Element);
        if (producer is null)
        {
            ElementwiseEmitter.Emit(w, body, name, kernel.Title);
        }
        else
        {
            EpilogueEmitter.Emit(w, body, name, kernel.Title);
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

    private static Elementwise? WorkOf(Launch launch) => launch switch
    {
        ElementwiseLaunch e => e.Work,
        ContractionLaunch c => c.Work,
        PoolLaunch p => p.Work,
        _ => null,
    };

    /// <summary>What calls share.</summary>
    private sealed class Kernel
    {
        private const int MostTitles = 4;

        public SortedSet<string> Titles { get; } = new(StringComparer.Ordinal);

        /// <summary>Its name, once it is written.</summary>
        public string? Name { get; set; }

        /// <summary>Who calls it.</summary>
        public string Title => string.Join("; ", Titles.Take(MostTitles)) + (Titles.Count > MostTitles ? $"; and {Titles.Count - MostTitles} more" : "");
    }
}
