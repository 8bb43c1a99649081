// SPDX-License-Identifier: Apache-2.0
import { h, type ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';

/**
 * A component whose code is fetched when it is first shown, so that the first picture does not wait for it.
 * What could not be fetched says so and can be tried again.
 */
export function lazily<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const [, shown] = useState(known !== null);
    const [failed, setFailed] = useState(false);
    const begin = () => {
      setFailed(false);
      fetch().then(
        component => {
          known = component;
          shown(true);
        },
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (!known) begin();
    }, []);
    if (known) return h(known as ComponentType<object>, props);
    if (!failed) return <p class="lazy" aria-busy="true" />;
    return (
      <p class="lazy" role="alert">
        {words.value.partMissing}{' '}
        <button type="button" class="link" onClick={begin}>
          {words.value.retry}
        </button>
      </p>
    );
  };
}
