// SPDX-License-Identifier: Apache-2.0
// Runs before the page itself, in the plainest JavaScript there is: says what is missing where the page cannot run, and
// asks for the first figures while the page is still on its way.
(function () {
    'use strict';
    function tell(what) {
        function show() {
            document.getElementById('too-old').hidden = false;
            document.getElementById('missing').textContent = what;
        }
        if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
        else show();
    }

    var missing = [];
    if (!Object.hasOwn || ![].at || !window.structuredClone) missing.push('ES2022');
    if (!window.fetch || !window.AbortController) missing.push('fetch');
    if (!window.ResizeObserver) missing.push('ResizeObserver');
    if (!window.CSS || !CSS.supports('width', 'min(1px, 2px)')) missing.push('CSS min()');
    if (missing.length > 0) return tell(missing.join(', '));
    // A page that cannot even be read, or that did not arrive.
    window.addEventListener(
        'error',
        function (event) {
            var page = document.getElementById('page');
            if (page && page.firstChild) return;
            if (event.target && event.target.tagName === 'SCRIPT') tell(event.target.src);
            else if (event.message) tell(event.message);
        },
        true,
    );

    var early = (window.courtyardEarly = {});
    function ask(path) {
        return (early[path] = fetch(path, {
            headers: { Accept: 'application/json', 'Accept-Language': document.documentElement.lang },
        }));
    }
    var area = /^#\/a\/([0-9A-Za-z_.-]{1,32})(\?|$)/.exec(location.hash);
    var day = /[?&]t=(\d{4}-\d{2}-\d{2})(&|$)/.exec(location.hash);
    var time = day ? Date.parse(day[1] + 'T00:00:00Z') : NaN;
    if (isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day[1]) day = null;
    var about = area ? 'area=' + area[1] : '';
    var when = (about && day ? '&' : '') + (day ? 'as_of=' + day[1] : '');
    ask('/api/me')
        .then(function (answer) {
            return answer.ok ? answer.clone().json() : { name: null, public_level: 0 };
        })
        .then(function (me) {
            if (me.name === null && me.public_level === 0) return;
            ask('/api/campaigns');
            ask('/api/areas' + (about || when ? '?' : '') + about + when);
            ask('/api/map' + (about || when ? '?' : '') + about + when);
        })
        .catch(function () {
            // The page asks again and says what is wrong.
        });
})();
