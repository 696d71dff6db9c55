using NetGen;
using Tabular.Features;

namespace Tabular.Learners;

/// <summary>
/// A perceptron behind learnt waves. A plain one learns smooth functions first, while what a table tells is often in narrow ranges of a
/// number: periodic features make up for it (Gorishniy et al. 2022, https://arxiv.org/abs/2203.05556; Rahimi and Recht 2007).
/// </summary>
[Network]
[Input(FeaturePipeline.Kept)]
[MseLoss]
public partial class TabularNetwork
{
    [Linear(256, Gain = 0.3f), Apply(nameof(Wave))]
    public partial Layer Waves { get; }

    [Linear(256), Relu, Dropout(0.1f)]
    [Linear(128), Relu, Dropout(0.1f)]
    [Linear(1)]
    public partial Layer Head { get; }

    /// <summary>sin 2πx.</summary>
    [Differentiable]
    public static float Wave(float x) => MathF.Sin(2 * MathF.PI * x);
}
