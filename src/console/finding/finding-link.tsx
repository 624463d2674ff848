/** The title of a finding, leading to its page. */

import { Link } from '@tanstack/react-router';
import type { Finding } from './evidence-text.ts';

export function FindingLink({ finding }: { readonly finding: Finding }) {
  const { ruleId, siteId, workloadId, title } = finding;
  return (
    <Link to="/findings/one" search={{ rule: ruleId, site: siteId, workload: workloadId ?? undefined }}>
      {title}
    </Link>
  );
}
