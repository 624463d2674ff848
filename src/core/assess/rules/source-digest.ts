/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */
export const SOURCE_DIGEST = 'sha256:22b391948358fe5df064348afd13cb757b592b5cb86198088141b8d295863841';
