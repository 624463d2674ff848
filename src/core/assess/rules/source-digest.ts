/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:441e72f9038edf7145e6d3afe8b0ea573c815e80194d49fae700c99cd0c819ab';
