// The generator has the attributes compiled in, so it is referenced under an alias: the attributes of these tests are NetGen's.
extern alias generator;

global using generator::NetGen.Generators;
global using generator::NetGen.Generators.Backends.Cpu;
global using generator::NetGen.Generators.Backends.Cpu.Schedule;
global using generator::NetGen.Generators.Backends.Ilgpu;
global using generator::NetGen.Generators.Backends.Ilgpu.Schedule;
global using generator::NetGen.Generators.Diagnostics;
global using generator::NetGen.Generators.Emit;
global using generator::NetGen.Generators.Frontend;
global using generator::NetGen.Generators.Graph;
global using generator::NetGen.Generators.Kernels;
global using generator::NetGen.Generators.Lowering;
global using generator::NetGen.Generators.Model;
global using generator::NetGen.Generators.Ops;
global using generator::NetGen.Generators.Passes;
global using generator::NetGen.Generators.Program;
