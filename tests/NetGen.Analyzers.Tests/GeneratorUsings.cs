// The generator has the attributes compiled in, so it is referenced under an alias: the attributes of these tests are NetGen's.
extern alias generator;

global using generator::NetGen.Generators;
global using generator::NetGen.Generators.Frontend;
global using generator::NetGen.Generators.Model;
global using generator::NetGen.Generators.Ops;
