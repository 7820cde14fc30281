"""Sixty texts that would run as a template, as script or as a formula wherever a surface were careless.

Each JavaScript payload would set ``window.__pwned`` or open a dialog; each template payload would write 54443 (the
product 7919 * 7 - 990) or fail to compile.
"""

from __future__ import annotations

EVALUATED = "54443"

TEMPLATES = (
    "{{7919*7-990}}",
    "{{ 7919 * 7 - 990 }}",
    "{%print(7919*7-990)%}",
    "{% broken",
    "{{ broken",
    "{# comment",
    "{{ config }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% raw %}{{7919*7-990}}{% endraw %}",
    "{% include '/etc/passwd' %}",
    "${7919*7-990}",
    "#{7919*7-990}",
    "<%= 7919*7-990 %>",
    "{{constructor.constructor('window.__pwned=1')()}}",
    "%(config)s {0.__class__} %s",
)

TEMPLATE_LITERALS = (
    "${window.__pwned=1}",
    "`${window.__pwned=1}`",
    "`;window.__pwned=1;//",
    "\\`${alert(1)}",
    "';window.__pwned=1;//",
    '";window.__pwned=1;//',
    "\\';window.__pwned=1;//",
    "\n;window.__pwned=1;//",
    "\u2028;window.__pwned=1;//",
    "\u2029;window.__pwned=1;//",
)

MARKUP = (
    "<script>window.__pwned=1</script>",
    "<script>alert(1)</script>",
    "</script><script>window.__pwned=1</script>",
    "<!--<script>window.__pwned=1//-->",
    "</title><script>window.__pwned=1</script>",
    "</textarea><script>window.__pwned=1</script>",
    "</style><script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "<img src=x onerror=alert(1)//",
    "<body onload=window.__pwned=1>",
    "<details open ontoggle=window.__pwned=1>",
    "<input autofocus onfocus=window.__pwned=1>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<object data=javascript:window.__pwned=1></object>",
    "<base href=//evil.invalid/>",
    "<meta http-equiv=refresh content=0;url=javascript:window.__pwned=1>",
    "<link rel=stylesheet href=//evil.invalid/x.css>",
    "<svg onload=window.__pwned=1>",
    "<svg><script>window.__pwned=1</script></svg>",
    "<svg><animate onbegin=window.__pwned=1 attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.__pwned=1>",
    '"><script>window.__pwned=1</script>',
    "'><img src=x onerror=window.__pwned=1>",
    '" onmouseover="window.__pwned=1" autofocus onfocus="window.__pwned=1',
    "' onfocus='window.__pwned=1' autofocus='",
    "&lt;script&gt;window.__pwned=1&lt;/script&gt;",
)

ADDRESSES = (
    "javascript:window.__pwned=1",
    "JaVaScRiPt:window.__pwned=1",
    "java\tscript:window.__pwned=1",
    "data:text/html,<script>window.__pwned=1</script>",
    "vbscript:window.__pwned=1",
)

FORMULAS = (
    '=HYPERLINK("http://evil.invalid","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
)

PAYLOADS = (*TEMPLATES, *TEMPLATE_LITERALS, *MARKUP, *ADDRESSES, *FORMULAS)
"""All sixty."""
