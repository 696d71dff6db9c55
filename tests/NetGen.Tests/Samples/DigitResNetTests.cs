using Digits;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The residual network of the digits program.</summary>
public sealed class DigitResNetTests
{
    // He et al. 2016 give 0.27 million;
    // by hand: 176 + 14,016 + (14,528 + 37,120) + (57,728 + 147,968) … of convolutions and normalizations, + 650.
    [Fact]
    public void ResNet20HasItsParameters() => Assert.Equal(176 + 14_016 + 51_648 + 205_696 + 650, new DigitResNet20().ParameterCount);
}
