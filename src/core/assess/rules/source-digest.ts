/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:f3fc06fb0d93afb8c3609766580bb889df918b591b15891a407f5bb7b05facaa';
