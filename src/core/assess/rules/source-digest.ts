/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */
export const SOURCE_DIGEST = 'sha256:ed58670f02cc1609d99de797a3f6d885b4117de6f8e3d0819c5f2c7a6d476db2';
