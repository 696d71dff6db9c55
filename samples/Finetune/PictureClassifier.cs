using NetGen;

namespace Finetune;

/// <summary>
/// Ten classes of small grey pictures: first digits, then clothes. Its loss takes shares of classes, so that pictures can be mixed.
/// </summary>
[Network]
[Input(1, 28, 28)]
[SoftCrossEntropyLoss]
public partial class PictureClassifier
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Features]
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Dropout(0.3f), Linear(128), Relu, Dropout(0.3f), Linear(10)]
    public partial Layer Head { get; }
}
