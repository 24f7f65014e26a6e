/** For Vue: after `import type {} from 'tilth-board/vue'`, templates know the element. */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { TilthBoard, TilthBoardAttributes, TilthBoardEvents, TilthBoardProperties } from './index.js';

type Handlers = { [N in keyof TilthBoardEvents]: (event: CustomEvent<TilthBoardEvents[N]>) => void };

declare module 'vue' {
  interface GlobalComponents {
    'tilth-board': new () => TilthBoard & {
      $props: PublicProps &
        Omit<HTMLAttributes, keyof TilthBoardAttributes> &
        TilthBoardAttributes &
        TilthBoardProperties;
      $emit: EmitFn<Handlers>;
    };
  }
}
