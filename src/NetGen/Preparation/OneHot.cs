using System.Globalization;
using System.Numerics;
using System.Text.Json;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// 1 for the category that the value is, 0 for all others: scikit-learn's <c>OneHotEncoder</c>. Categories are the different values of the
/// rows, ascending; missing values (NaN) are one of their own, the last, where there were any. It is the last step of its column, which has
/// an output for each category.
/// </summary>
public sealed record OneHot : PreparationStep
{
    /// <summary>Most categories that are fitted: numbers that only look like categories fill no memory.</summary>
    public const int MostCategories = 4096;

    private readonly double[] _numbers = [];
    private readonly bool _hasMissing;

    /// <summary>One that is to be fitted.</summary>
    /// <param name="unseen">What becomes of a value that is no category.</param>
    public OneHot(UnseenCategory unseen = UnseenCategory.Error) => Unseen = unseen;

    /// <summary>One with known categories.</summary>
    /// <param name="categories">Different values, finite or NaN: at least one.</param>
    /// <param name="unseen">What becomes of a value that is no category.</param>
    /// <exception cref="ArgumentException">There is none, one stands there twice, or one is infinite.</exception>
    public OneHot(IEnumerable<double> categories, UnseenCategory unseen = UnseenCategory.Error)
    {
        ArgumentNullException.ThrowIfNull(categories);
        double[] all = [.. categories];
        _numbers = [.. all.Where(category => !double.IsNaN(category)).Order()];
        _hasMissing = _numbers.Length < all.Length;
        Unseen = unseen;
        if (all.Length == 0 || all.Distinct().Count() != all.Length || Array.Exists(all, double.IsInfinity))
        {
            throw new ArgumentException("Categories are at least one, all different, and none infinite.", nameof(categories));
        }
    }

    /// <summary>Ascending, NaN last; none before it is fitted.</summary>
    public IReadOnlyList<double> Categories => _hasMissing ? [.. _numbers, double.NaN] : _numbers;

    /// <summary>What becomes of a value that is no category.</summary>
    public UnseenCategory Unseen { get; }

    /// <inheritdoc/>
    public override bool IsFitted => Known > 0;

    internal override string Kind => "onehot";

    /// <summary>Outputs of the column.</summary>
    internal int Width => Known + (Unseen == UnseenCategory.Other ? 1 : 0);

    private int Known => _numbers.Length + (_hasMissing ? 1 : 0);

    /// <inheritdoc/>
    public bool Equals(OneHot? other) => other is not null && Unseen == other.Unseen && Categories.SequenceEqual(other.Categories);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unseen, Known, _numbers.Length > 0 ? _numbers[0] : 0);

    internal override PreparationStep Fit(ColumnSample sample)
    {
        HashSet<double> categories = [];
        foreach (double value in sample.Values)
        {
            if (categories.Add(value) && categories.Count > MostCategories)
            {
                throw new PreparationException(
                    sample.Name, null, value, Invariant($"more than {MostCategories} different values are no categories."));
            }
        }

        return new OneHot(categories, Unseen);
    }

    internal override double Apply(double value) => value;

    /// <summary>Writes all outputs; false where the value is no category and that is an error.</summary>
    internal bool TryWrite<T>(double value, Span<T> outputs)
        where T : INumberBase<T>
    {
        outputs.Clear();
        int place = Find(value);
        if (place < 0 && Unseen == UnseenCategory.Error)
        {
            return false;
        }

        if (place >= 0 || Unseen == UnseenCategory.Other)
        {
            outputs[place >= 0 ? place : Known] = T.One;
        }

        return true;
    }

    /// <summary>What is put behind the column's name for each output.</summary>
    internal IEnumerable<string> Suffixes() => Categories.Select(category => "=" + category.ToString(CultureInfo.InvariantCulture))
        .Concat(Unseen == UnseenCategory.Other ? ["=other"] : []);

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("unseen", Unseen.ToString());
        json.WriteStartArray("categories");
        foreach (double category in Categories)
        {
            PreparationJson.WriteValue(json, category);
        }

        json.WriteEndArray();
    }

    private int Find(double value)
    {
        if (double.IsNaN(value))
        {
            return _hasMissing ? _numbers.Length : -1;
        }

        int place = Array.BinarySearch(_numbers, value);
        if (place >= 0)
        {
            return place;
        }

        // As float 0.1 is another number than as double, and either may be the fitted one: the neighbour that is the same as float.
        return Rounds(~place) ? ~place : Rounds(~place - 1) ? ~place - 1 : -1;

        bool Rounds(int near) => (uint)near < (uint)_numbers.Length
            && ((float)_numbers[near] == value || _numbers[near] == (float)value);
    }
}
