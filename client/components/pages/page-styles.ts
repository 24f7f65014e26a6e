/** What the pages at the door share: room around text, and the garden at the foot. */
import { css } from 'lit';

export const pageStyles = css`
  .door {
    display: flex;
    flex-direction: column;
    min-block-size: 100vh;
    min-block-size: 100dvh;
    background: var(--paper);
    overflow: hidden;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    color: var(--soil);
    font-weight: 650;
  }
  .inside {
    flex: 1 0 auto;
    inline-size: 100%;
    max-inline-size: 1080px;
    margin-inline: auto;
    padding: 48px 64px 40px;
  }
  .garden {
    flex: none;
    inline-size: 100%;
    block-size: clamp(130px, 24vh, 260px);
  }
  .private {
    display: flex;
    gap: 10px;
    max-inline-size: 28rem;
    color: var(--ink-soft);
    font-size: var(--size-small);
    line-height: 1.25rem;
  }
  .private svg {
    margin-block-start: 2px;
  }
  @container (max-width: 45rem) {
    .inside {
      padding: 20px 20px 24px;
    }
    .garden {
      block-size: 120px;
    }
  }
`;
