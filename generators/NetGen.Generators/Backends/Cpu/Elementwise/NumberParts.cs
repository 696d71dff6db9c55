using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// The values of a pass over numbers in parts, each as much as one method has room for, and where those lie that one part hands to another.
/// </summary>
internal sealed class NumberParts
{
    /// <summary>Work of one method; a function of the runtime counts for <see cref="FunctionWork"/> operators.</summary>
    private const int MostWork = 80, FunctionWork = 12;

    /// <summary>Values that NetGen.Numerics.Handed has room for.</summary>
    private const int MostHanded = 256;

    private readonly KernelFrame _kernel;
    private readonly List<List<int>> _parts;
    private readonly Dictionary<int, int> _places = [];

    public NumberParts(KernelFrame kernel)
    {
        _kernel = kernel;
        _parts = Cut();
        foreach (int value in _parts.SelectMany(part => part))
        {
            int own = _parts.FindIndex(part => part.Contains(value));
            if (_parts.Skip(own + 1).SelectMany(part => part).Any(later => Reads(later).Contains(value)))
            {
                _places[value] = _places.Count;
            }
        }

        if (_places.Count is 0 or > MostHanded)
        {
            _parts = [[.. _parts.SelectMany(part => part)]];
            _places.Clear();
        }
    }

    public IReadOnlyList<IReadOnlyList<int>> Parts => _parts;

    /// <summary>Where a value lies that is handed on.</summary>
    public IReadOnlyDictionary<int, int> Places => _places;

    /// <summary>Whether the first part is the same for all samples.</summary>
    public bool HasOnce => _parts.Count > 1 && _parts[0].All(IsUniform);

    /// <summary>What a part takes from those before it.</summary>
    public IReadOnlyList<int> ReadBy(IReadOnlyList<int> part) =>
        [.. part.SelectMany(Reads).Distinct().Where(value => !part.Contains(value)).OrderBy(value => value)];

    /// <summary>What is the same for all, then loads and statements in order, as much in each part as one method has room for.</summary>
    private List<List<int>> Cut()
    {
        int[] needed = [.. _kernel.Body.Needed(_kernel.ElementStores().Select(store => store.Value))];
        int[] once = [.. needed.Where(IsUniform)], each = [.. needed.Where(value => !IsUniform(value))];
        List<List<int>> parts = once.Length > 0 ? [[.. once]] : [];
        int work = int.MaxValue / 2;
        foreach (int value in each)
        {
            int own = _kernel.Spec.StatementOf(value) is { } statement ? statement.Body.Subexpressions().Sum(Work) : 1;
            if (work + own > MostWork)
            {
                parts.Add([]);
                work = 0;
            }

            parts[parts.Count - 1].Add(value);
            work += own;
        }

        return parts;
    }

    /// <summary>Whether a value is computed from numbers that all samples share, and leaves for none of them.</summary>
    private bool IsUniform(int value) => _kernel.Spec.StatementOf(value) is { } statement
        && _kernel.ElementStores().All(store => store.Value != value)
        && statement.Body.Subexpressions().Sum(Work) >= FunctionWork
        && statement.Body.Inputs().All(input => !_kernel.Body.IsElement(input) || IsUniform(input));

    private static int Work(Expr part) => part switch
    {
        Expr.Unary { Operator: not (UnaryOperator.Negate or UnaryOperator.Abs or UnaryOperator.Sqrt) } => FunctionWork,
        Expr.Unary or Expr.Binary or Expr.Select => 1,
        _ => 0,
    };

    /// <summary>The element values that a value is computed from.</summary>
    private IEnumerable<int> Reads(int value) => _kernel.Spec.StatementOf(value) is { } statement
        ? statement.Body.Inputs().Where(_kernel.Body.IsElement)
        : [];
}
