namespace NetGen.Data;

/// <summary>What the label column of an <see cref="Microsoft.ML.IDataView"/> is to the loss.</summary>
public enum LabelKind
{
    /// <summary>Keys, texts and yes or no are classes, numbers are target values.</summary>
    Automatic,

    /// <summary>Classes: numbers are whole and from 0, too.</summary>
    Classes,

    /// <summary>Target values: yes is 1 and no is 0; keys and texts are none.</summary>
    Values,
}
