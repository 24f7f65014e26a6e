/** Colour means kind: what carries a kind's name as a class has its colour and the colour of its bed. */
import { css } from 'lit';

export const kindColours = css`
  .need {
    --kind: var(--need);
    --bed-kind: var(--bed-need);
  }
  .offer {
    --kind: var(--offer);
    --bed-kind: var(--bed-offer);
  }
  .referral {
    --kind: var(--referral);
    --bed-kind: var(--bed-referral);
  }
  .promotion {
    --kind: var(--promotion);
    --bed-kind: var(--bed-promotion);
  }
`;
