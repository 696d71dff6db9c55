using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML;

/// <summary>The columns that a network adds, with the annotations of ML.NET's own trainers, and their values by a row's score.</summary>
internal sealed class NetworkColumns
{
    private readonly List<Added> _columns = [];
    private readonly Interpretation _meaning;

    public NetworkColumns(Interpretation meaning, ColumnNames names)
    {
        _meaning = meaning;
        switch (meaning.Task)
        {
            case NetworkTask.Binary:
                Add(names.PredictedLabel, BooleanDataViewType.Instance, "PredictedLabel", row => row.Current[0] > 0);
                Add(names.Score, NumberDataViewType.Single, "Score", row => row.Current[0]);
                if (meaning.Link is Link.Logit)
                {
                    Add(names.Probability, NumberDataViewType.Single, "Probability", row => (float)Interpretation.Sigmoid(row.Current[0]));
                }

                break;
            case NetworkTask.Multiclass:
                KeyDataViewType key = new(typeof(uint), (ulong)meaning.ScoreSize);
                Add(names.PredictedLabel, key, "PredictedLabel", row => (uint)(row.Current.ArgMax() + 1), meaning.Keys.AddTo);
                AddVector(names.Score);
                break;
            case NetworkTask.Anomaly:
                Add(names.PredictedLabel, BooleanDataViewType.Instance, "PredictedLabel", row => row.Current[0] > meaning.Threshold);
                Add(names.Score, NumberDataViewType.Single, "Score", row => row.Current[0]);
                break;
            case NetworkTask.Raw:
                AddVector(names.Score);
                break;
            default:
                Add(names.Score, NumberDataViewType.Single, "Score", row => row.Current[0]);
                break;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _columns.Count;

    /// <summary>Adds them to a schema.</summary>
    public void AddTo(DataViewSchema.Builder schema) =>
        _columns.ForEach(column => schema.AddColumn(column.Name, column.Type, column.Annotations));

    /// <summary>A getter of one of them.</summary>
    /// <param name="column">Which, from 0.</param>
    /// <param name="row">Gives the score of the row.</param>
    public Delegate GetterOf(int column, RowScore row) => _columns[column].Getter(row);

    private void Add<T>(
        string name,
        DataViewType type,
        string meaning,
        Func<RowScore, T> value,
        Action<DataViewSchema.Annotations.Builder>? annotate = null) =>
        _columns.Add(new(name, type, Annotations(meaning, annotate), row => (ValueGetter<T>)((ref T result) => result = value(row))));

    private void AddVector(string name) => _columns.Add(new(
        name,
        new VectorDataViewType(NumberDataViewType.Single, _meaning.ScoreSize),
        Annotations("Score", _meaning.Keys.AddNamesTo),
        row => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> result) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref result, _meaning.ScoreSize);
            row.Current.CopyTo(editor.Values);
            result = editor.Commit();
        })));

    private DataViewSchema.Annotations Annotations(string meaning, Action<DataViewSchema.Annotations.Builder>? annotate)
    {
        DataViewSchema.Annotations.Builder builder = new();
        AddText("ScoreColumnKind", _meaning.Task switch
        {
            NetworkTask.Binary => "BinaryClassification",
            NetworkTask.Multiclass => "MulticlassClassification",
            NetworkTask.Anomaly => "AnomalyDetection",
            _ => "Regression",
        });
        AddText("ScoreValueKind", meaning);
        if (meaning == "Probability")
        {
            builder.Add("IsNormalized", BooleanDataViewType.Instance, (ref bool value) => value = true);
        }

        annotate?.Invoke(builder);
        return builder.ToAnnotations();

        void AddText(string kind, string text) =>
            builder.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
    }

    private sealed record Added(string Name, DataViewType Type, DataViewSchema.Annotations Annotations, Func<RowScore, Delegate> Getter);
}
