/** Title, a sentence on what the page answers, actions, and the content. */

import type { ReactNode } from 'react';
import { Content, Flex, FlexItem, PageSection, Title } from '@patternfly/react-core';

interface ConsolePageProps {
  readonly title: string;
  readonly answers?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function ConsolePage({ title, answers, actions, children }: ConsolePageProps) {
  return (
    <>
      <PageSection>
        <Flex
          justifyContent={{ default: 'justifyContentSpaceBetween' }}
          alignItems={{ default: 'alignItemsFlexStart' }}
        >
          <FlexItem>
            <Title headingLevel="h1">{title}</Title>
            {answers !== undefined && <Content component="p">{answers}</Content>}
          </FlexItem>
          {actions !== undefined && <FlexItem>{actions}</FlexItem>}
        </Flex>
      </PageSection>
      <PageSection isFilled>{children}</PageSection>
    </>
  );
}
