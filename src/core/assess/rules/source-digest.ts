/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */
export const SOURCE_DIGEST = 'sha256:7b7c5b5fd7d68f5ee9a31cc0953ca756a08093884fa862a6b3ebbea7ac1dbdcb';
