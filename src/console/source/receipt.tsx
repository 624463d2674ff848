/** What the newest import of a source read, what it lacked and what that costs, and what was odd about it. */

import { Content, List, ListItem } from '@patternfly/react-core';
import type { SourceDocument } from '../../api/sources.ts';
import { Folded } from '../shared/folded.tsx';
import { bytesText, countOf, countText } from '../shared/format.ts';
import { ImportIssues } from './issues.tsx';

type Receipt = NonNullable<SourceDocument['receipt']>;

interface ReceiptTextProps {
  readonly receipt: Receipt;
  readonly importId: string | null;
  readonly isLive: boolean;
}

export function ReceiptText({ receipt, importId, isLive }: ReceiptTextProps) {
  const { error, warning, info } = receipt.issueCounts;
  const counts = [
    error > 0 && countOf(error, 'error'),
    warning > 0 && countOf(warning, 'warning'),
    info > 0 && `${countText(info)} to know`,
    receipt.skippedRows > 0 && `${countOf(receipt.skippedRows, 'row')} skipped`,
  ].filter((text) => text !== false);
  const where = isLive ? 'read' : 'in this file';
  return (
    <>
      {receipt.missing.length > 0 && (
        <Folded title={`${countOf(receipt.missing.length, 'part')} not ${where}, and what that costs`}>
          <List>
            {receipt.missing.map((gap) => (
              <ListItem key={gap.part}>
                {gap.part}: {gap.cost}
              </ListItem>
            ))}
          </List>
        </Folded>
      )}
      {counts.length > 0 && (
        <Folded title={`Data quality: ${counts.join(', ')}`}>
          {importId === null ? 'The import is not kept any more.' : <ImportIssues importId={importId} />}
        </Folded>
      )}
      <Folded
        title={`What was read: ${countOf(receipt.parts.length, 'part')}${counts.length === 0 ? ', no data-quality issue' : ''}`}
      >
        <List>
          {receipt.parts.map(({ name, rows, handling, foundAs }) => (
            <ListItem key={name}>
              {name}: {countOf(rows, 'row')} {handling}
              {foundAs === undefined ? '' : `, found as “${foundAs}”`}
            </ListItem>
          ))}
        </List>
        {!isLive && (
          <Content component="small" className="isthmus-muted isthmus-pre">
            {receipt.fileName}
            {receipt.sizeBytes > 0 ? `, ${bytesText(receipt.sizeBytes)}` : ''}, sha256:{receipt.sha256},{' '}
            {receipt.bytesSent} bytes sent
          </Content>
        )}
      </Folded>
    </>
  );
}
