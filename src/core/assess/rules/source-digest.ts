/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:e3982a50e7e999fd790ae54411006a7fa8a4250507f9762a11982c21473f163c';
