// System.Buffer comes with the implicit usings; in this project a buffer is a network's.
global using Buffer = NetGen.Generators.Program.Buffer;
