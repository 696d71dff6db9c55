using NetGen.Tests.Storage;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Networks in stages of others: their weights come and go, and may stand still while a new head is trained.</summary>
public sealed class SubnetworkTests
{
    private const int Size = 6, Pixels = 36;

    private static readonly float[] s_pictures = [.. StepData.Values(Size * Pixels, 3).Select(value => (float)value)];
    private static readonly int[] s_labels = [0, 1, 2, 0, 1, 2];

    [Fact]
    public void A_network_in_a_stage_computes_what_it_computes_alone()
    {
        PictureEncoder encoder = Trained();
        EncoderAlone alone = new(7);
        Assert.NotEqual(encoder.Predict(s_pictures.AsSpan(0, Pixels)), alone.Predict(s_pictures.AsSpan(0, Pixels)));
        alone.Body.CopyFrom(encoder);
        Assert.Equal(encoder.Predict(s_pictures.AsSpan(0, Pixels)), alone.Predict(s_pictures.AsSpan(0, Pixels)));
    }

    [Fact]
    public void Weights_and_statistics_go_into_the_stage_and_back()
    {
        PictureEncoder encoder = Trained(), other = new(8);
        EncodedClassifier classifier = new(7);
        float[] head = classifier.Head.Weights.Span.ToArray();
        classifier.Body.CopyFrom(encoder);
        Assert.Equal(Values(encoder), Values(classifier.Body, "Body."));
        Assert.Equal(head, classifier.Head.Weights.Span.ToArray());
        Assert.Contains(Values(encoder).Keys, name => name.EndsWith("running_var", StringComparison.Ordinal));

        other.CopyFrom(classifier.Body);
        Assert.Equal(Values(encoder), Values(other));
    }

    [Fact]
    public void The_next_prediction_and_step_see_what_was_copied()
    {
        PictureEncoder encoder = Trained(), back = new(9);
        EncoderAlone alone = new(7);
        float[] before = alone.Predict(s_pictures.AsSpan(0, Pixels));
        alone.Body.CopyFrom(encoder);
        Assert.NotEqual(before, alone.Predict(s_pictures.AsSpan(0, Pixels)));

        EncodedClassifier copied = new(7), loaded = new(7);
        using EncodedClassifier.Trainer left = copied.CreateTrainer(new Sgd(0.1f), Size), right = loaded.CreateTrainer(new Sgd(0.1f), Size);
        left.Step(s_pictures, s_labels);
        right.Step(s_pictures, s_labels);
        copied.Body.CopyFrom(encoder);
        foreach (Parameter parameter in encoder.Parameters)
        {
            parameter.Span.CopyTo(loaded.Body[parameter.Name].Span);
        }

        left.Step(s_pictures, s_labels);
        right.Step(s_pictures, s_labels);
        Assert.Equal(Values(loaded), Values(copied));
    }

    [Fact]
    public void Float_widens_to_double_beside_other_operations()
    {
        PictureEncoder encoder = Trained();
        PooledEncoder pooled = new(7);
        pooled.Body.CopyFrom(encoder);
        Assert.All(
            encoder.Parameters,
            parameter => Assert.Equal(
                parameter.Span.ToArray().Select(value => (double)value),
                pooled.Body[$"pictureencoder0.{parameter.Name}"].AsSpan<double>().ToArray()));

        Dictionary<string, float[]> before = Values(encoder);
        ParameterMismatchException narrow = Assert.Throws<ParameterMismatchException>(() => encoder.CopyFrom(pooled.Body));
        Assert.Contains("double", narrow.Message, StringComparison.Ordinal);
        Assert.Equal(before, Values(encoder));
    }

    [Fact]
    public void A_file_of_the_network_is_one_of_the_stage()
    {
        using TempFolder folder = new();
        string first = folder.File("encoder"), second = folder.File("stage");
        PictureEncoder encoder = Trained(), other = new(8);
        encoder.Save(first);
        EncodedClassifier classifier = new(7);
        classifier.Body.Load(first);
        Assert.Equal(Values(encoder), Values(classifier.Body, "Body."));
        classifier.Body.Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        other.Load(second);
        Assert.Equal(Values(encoder), Values(other));

        Dictionary<string, float[]> before = Values(classifier);
        new WiderEncoder(1).Save(first);
        SafetensorsException wrong = Assert.Throws<SafetensorsException>(() => classifier.Body.Load(first));
        Assert.Equal("Code.linear0.weight", wrong.Field);
        Assert.Equal(before, Values(classifier));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_changes_nothing()
    {
        EncodedClassifier classifier = new(7);
        Dictionary<string, float[]> before = Values(classifier);
        Assert.Equal("Code.linear0.weight", Mismatch(() => classifier.Body.CopyFrom(new WiderEncoder(1))));
        Assert.Equal("More.linear0.weight", Mismatch(() => classifier.Body.CopyFrom(new LongerEncoder(1))));
        Assert.Equal("linear0.weight", Mismatch(() => classifier.Head.CopyFrom(new PictureEncoder(1))));
        Assert.Equal("Stem.conv2d0.weight", Mismatch(() => new LongerEncoder(1).CopyFrom(classifier.Head)));
        Assert.Equal("More.linear0.weight", Mismatch(() => new LongerEncoder(1).CopyFrom(classifier.Body)));
        Assert.Equal(before, Values(classifier));
        Assert.Throws<ArgumentNullException>(() => classifier.Body.CopyFrom((PictureEncoder)null!));
        Assert.Throws<ArgumentNullException>(() => new PictureEncoder(1).CopyFrom(null!));

        static string Mismatch(Action copy) => Assert.Throws<ParameterMismatchException>(copy).Parameter;
    }

    [Fact]
    public void Repetitions_share_one_network_or_are_several()
    {
        Repeated network = new(1);
        Step4 step = new(2);
        network.One.CopyFrom(step);
        Assert.Equal(step.Turn.Weights.Span.ToArray(), network.One["Turn.linear0.weight"].Span.ToArray());
        InvalidOperationException several = Assert.Throws<InvalidOperationException>(() => network.Each.CopyFrom(step));
        Assert.Contains("0, 1", several.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => network.Each.Save("nowhere"));
    }

    [Fact]
    public void A_frozen_encoder_leaves_the_training_to_the_head()
    {
        EncodedClassifier classifier = new(7), other = new(7);
        Dictionary<string, float[]> before = Values(classifier);
        TrainerOptions frozen = new() { Groups = [ParameterGroup.Frozen(classifier.Body)] };
        using EncodedClassifier.Trainer trainer = classifier.CreateTrainer(new AdamW(0.01f), Size, frozen);
        for (int step = 0; step < 3; step++)
        {
            trainer.Step(s_pictures, s_labels);
        }

        Assert.All(classifier.Parameters, parameter => Assert.Equal(
            parameter.IsTrained && parameter.Name.StartsWith("Body.", StringComparison.Ordinal),
            before[parameter.Name].SequenceEqual(parameter.Span.ToArray())));

        TrainerOptions all = new() { Groups = [ParameterGroup.Frozen(other.Body, other.Head)] };
        using EncodedClassifier.Trainer still = other.CreateTrainer(new AdamW(0.01f), Size, all);
        still.Step(s_pictures, s_labels);
        Assert.All(other.Parameters.Where(parameter => parameter.IsTrained), parameter =>
            Assert.Equal(before[parameter.Name], parameter.Span.ToArray()));
    }

    [Fact]
    public void A_copy_waits_for_steps_of_the_source_and_is_refused_beside_those_of_its_own_network()
    {
        PictureEncoder encoder = new(1);
        EncodedClassifier classifier = new(2);
        using PictureEncoder.Trainer trainer = encoder.CreateTrainer(new Sgd(0.01f), Size);
        using EncodedClassifier.Trainer other = classifier.CreateTrainer(new Sgd(0.01f), Size);
        bool isOver = false;
        Thread steps = new(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                trainer.Step(s_pictures, s_labels);
            }
        });
        steps.Start();
        for (int copy = 0; copy < 50; copy++)
        {
            classifier.Body.CopyFrom(encoder);
        }

        Volatile.Write(ref isOver, true);
        steps.Join();
        classifier.Body.CopyFrom(encoder);
        Assert.Equal(Values(encoder), Values(classifier.Body, "Body."));

        InvalidOperationException? refused = null;
        Dataset data = Dataset.FromArrays(s_pictures, s_labels, new Shape(1, 6, 6), 3);
        other.Fit(data, 1, callbacks: [new Within(() => refused = Refused(() => classifier.Body.CopyFrom(encoder)))]);
        Assert.NotNull(refused);

        static InvalidOperationException? Refused(Action copy)
        {
            InvalidOperationException? found = null;
            Thread thread = new(() => found = Assert.Throws<InvalidOperationException>(copy));
            thread.Start();
            thread.Join();
            return found;
        }
    }

    private sealed class Within(Action action) : Callback
    {
        public override void OnEpochEnd(TrainingContext context) => action();
    }

    private static PictureEncoder Trained()
    {
        PictureEncoder encoder = new(1);
        using PictureEncoder.Trainer trainer = encoder.CreateTrainer(new Adam(0.01f), Size);
        trainer.Step(s_pictures, s_labels);
        trainer.Step(s_pictures, s_labels);
        return encoder;
    }

    private static Dictionary<string, float[]> Values<T>(T network)
        where T : Network<float> =>
        network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Span.ToArray());

    private static Dictionary<string, float[]> Values(Layer stage, string begin) =>
        stage.Parameters.ToDictionary(parameter => parameter.Name[begin.Length..], parameter => parameter.Span.ToArray());
}
