/** Where one is, title, a sentence on what the page answers, actions, and the content. */

import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Breadcrumb, Content, Flex, FlexItem, PageBreadcrumb, PageSection, Title } from '@patternfly/react-core';

interface ConsolePageProps {
  readonly title: string;
  readonly answers?: ReactNode;
  readonly actions?: ReactNode;
  /** Items of the breadcrumb, where the page lies below another. */
  readonly trail?: ReactNode;
  readonly children: ReactNode;
}

export function ConsolePage({ title, answers, actions, trail, children }: ConsolePageProps) {
  useEffect(() => {
    document.title = `${title} · Isthmus`;
  }, [title]);
  return (
    <>
      {trail !== undefined && (
        <PageBreadcrumb>
          <Breadcrumb aria-label="Where you are">{trail}</Breadcrumb>
        </PageBreadcrumb>
      )}
      <PageSection className="isthmus-head">
        <Flex
          justifyContent={{ default: 'justifyContentSpaceBetween' }}
          alignItems={{ default: 'alignItemsFlexStart' }}
          flexWrap={{ default: 'wrap' }}
        >
          <FlexItem>
            <Title headingLevel="h1" className="isthmus-title">
              {title}
            </Title>
            {answers !== undefined && <Content component="p">{answers}</Content>}
          </FlexItem>
          {actions !== undefined && <FlexItem>{actions}</FlexItem>}
        </Flex>
      </PageSection>
      <PageSection isFilled className="isthmus-body">
        {children}
      </PageSection>
    </>
  );
}
