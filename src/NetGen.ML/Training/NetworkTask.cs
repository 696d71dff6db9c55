namespace NetGen.ML;

/// <summary>What a network tells of a sample, and so which columns it adds and which <c>Evaluate</c> of ML.NET judges it.</summary>
public enum NetworkTask
{
    /// <summary>By the network's loss.</summary>
    Automatic,

    /// <summary>Yes or no, by one output: PredictedLabel, Score and, where the loss makes it one, Probability.</summary>
    Binary,

    /// <summary>
    /// One of several classes: PredictedLabel, a key with the label's names, and Score, a probability for each class, or its score where
    /// the loss, <see cref="MultiMarginLossAttribute"/>, makes it no probability.
    /// </summary>
    Multiclass,

    /// <summary>
    /// A number: Score, in the unit of the labels, also where the network gives a logarithm, as with <see cref="PoissonNllLossAttribute"/>.
    /// </summary>
    Regression,

    /// <summary>
    /// Whether a sample is unlike those trained on, by how badly an autoencoder draws it: PredictedLabel and Score, the mean squared error.
    /// </summary>
    Anomaly,

    /// <summary>The output as it is: Score, a vector.</summary>
    Raw,
}
