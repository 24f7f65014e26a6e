/** What the pages share on which sessions are planned and changed. */
import { css } from 'lit';

export const planStyles = css`
  legend,
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  legend {
    margin-block-end: 8px;
  }
  tilth-plan-editor {
    margin-block-start: -8px;
  }
`;
