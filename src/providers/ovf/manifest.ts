/** The list of digests that comes with a package: "SHA256(disk1.vmdk)= 1f…". */

export const ALGORITHMS = ['sha1', 'sha256', 'sha512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface ManifestLine {
  readonly algorithm: Algorithm;
  readonly file: string;
  readonly digest: string;
}

const LINE = /^(SHA-?1|SHA-?256|SHA-?512)\s*\(([^)\r\n]{1,400})\)\s*=\s*([0-9a-fA-F]{40,128})\s*$/i;
/** More than any package has files. */
const MOST_LINES = 10_000;

/** Lines that can be read; others, such as those of algorithms nobody should rely on, are passed over. */
export function readManifest(text: string): readonly ManifestLine[] {
  return text
    .split(/\r?\n/, MOST_LINES)
    .map((line) => LINE.exec(line.trim()))
    .filter((match) => match !== null)
    .map(([, algorithm = '', file = '', digest = '']) => ({
      algorithm: algorithm.toLowerCase().replace('-', '') as Algorithm,
      file,
      digest: digest.toLowerCase(),
    }));
}
