using NetGen.Docs;

if (args is not [string pages, string output])
{
    Console.Error.WriteLine("usage: NetGen.Docs PAGES OUTPUT: the Markdown pages of one folder as HTML pages in another");
    return 2;
}

Book.Write(pages, output);
return 0;
