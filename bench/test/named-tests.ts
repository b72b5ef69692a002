/** The tests that a table names in its last column: a file, and the beginning of a name. */
export const testsNamedOn = (page: string): readonly { readonly file: string; readonly name: string }[] =>
  [...page.matchAll(/^\| .* \| `([\w/.-]+\.test\.ts)` (.+) \|$/gm)].map(([, file = "", name = ""]) => ({
    file,
    name,
  }));
