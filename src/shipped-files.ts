/**
 * Where the files that ship beside the code are. This module stands one folder below them both in src/ and, bundled,
 * in dist/; modules deeper down cannot tell the difference themselves.
 */

const root = new URL('../', import.meta.url);

/** URL of a shipped file or folder, by its path from the package's root: "catalog/", "demo/sites.yaml". */
export const shippedFile = (path: string): URL => new URL(path, root);
