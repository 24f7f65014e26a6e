/** For React 19: after `import type {} from 'tilth-board/react'`, JSX knows the element. */
import type { ClassAttributes, HTMLAttributes } from 'react';
import type { TilthBoard, TilthBoardAttributes, TilthBoardEvents, TilthBoardProperties } from './index.js';

type Handlers = {
  [N in keyof TilthBoardEvents as `on${N}`]?: (event: CustomEvent<TilthBoardEvents[N]>) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'tilth-board': ClassAttributes<TilthBoard> &
        Omit<HTMLAttributes<TilthBoard>, keyof TilthBoardAttributes> &
        TilthBoardAttributes &
        TilthBoardProperties &
        Handlers;
    }
  }
}
