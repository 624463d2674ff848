/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:19ba1437e273aab589842b5235aa3f2f524053f60fbefe7bc4b94becad2fab69';
