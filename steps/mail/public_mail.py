"""At which domains can anybody get an address?

There a shared domain says nothing of two people: a stranger at the creator's
provider is no colleague of theirs. Families of one name (``yahoo.*``) are
known by their first label, everything else by its whole domain. What is not
named here counts as an organisation's own.
"""

from typing import Final

_FAMILIES: Final = frozenset(
    {"yahoo", "ymail", "hotmail", "outlook", "live", "msn", "gmx", "aol", "yandex", "protonmail"}
)
_WORLDWIDE: Final = (
    "gmail.com googlemail.com icloud.com me.com mac.com proton.me pm.me rocketmail.com windowslive.com passport.com "
    "aim.com verizon.net mail.com email.com usa.com post.com consultant.com engineer.com europe.com asia.com dr.com "
    "myself.com iname.com writeme.com techie.com workmail.com inbox.com zoho.com zohomail.com zohomail.eu zohomail.in "
    "fastmail.com fastmail.fm hey.com hushmail.com duck.com tutanota.com tutanota.de tutamail.com tuta.com tuta.io "
    "keemail.me mailfence.com runbox.com startmail.com skiff.com disroot.org riseup.net simplelogin.com "
    "relay.firefox.com mozmail.com kolabnow.com countermail.com lycos.com excite.com juno.com netzero.net titan.email "
    "privaterelay.appleid.com"
)
_GERMAN: Final = (
    "web.de t-online.de freenet.de posteo.de posteo.net posteo.eu mailbox.org arcor.de 1und1.de online.de "
    "onlinehome.de vodafone.de vodafonemail.de o2online.de o2mail.de email.de mail.de magenta.de kabelmail.de "
    "unitybox.de unity-mail.de netcologne.de ewetel.net ewe.net osnanet.de htp-tel.de versanet.de alice-dsl.net "
    "alice-dsl.de hamburg.de berlin.de muenchen-mail.de systemli.org aikq.de eclipso.de eclipso.eu secure.mailbox.org "
    "aon.at a1.net chello.at utanet.at inode.at drei.at liwest.at kabsi.at kabelplus.at bluewin.ch sunrise.ch "
    "hispeed.ch swissonline.ch tele2.ch green.ch quickline.ch ik.me ikmail.com protonmail.ch vtxnet.ch"
)
_FRENCH_AND_DUTCH: Final = (
    "orange.fr wanadoo.fr free.fr aliceadsl.fr sfr.fr neuf.fr 9online.fr club-internet.fr cegetel.net numericable.fr "
    "noos.fr bbox.fr laposte.net voila.fr caramail.com mailo.com net-c.com libertysurf.fr ziggo.nl kpnmail.nl "
    "kpnplanet.nl planet.nl hetnet.nl xs4all.nl home.nl casema.nl chello.nl upcmail.nl tele2.nl telfort.nl online.nl "
    "zonnet.nl quicknet.nl versatel.nl caiway.nl solcon.nl soverin.net freedom.nl telenet.be skynet.be proximus.be "
    "scarlet.be voo.be pandora.be edpnet.be belgacom.net pt.lu internet.lu"
)
_SOUTHERN: Final = (
    "libero.it virgilio.it tiscali.it alice.it tim.it tin.it iol.it inwind.it blu.it fastwebnet.it vodafone.it "
    "email.it hotmail.it poste.it pec.it katamail.com giallo.it supereva.it teletu.it telefonica.net movistar.es "
    "terra.es ono.com ya.com orange.es vodafone.es euskaltel.net mundo-r.com wanadoo.es jazztel.es correo.es sapo.pt "
    "clix.pt netcabo.pt iol.pt mail.telepac.pt telepac.pt meo.pt nos.pt vodafone.pt portugalmail.pt otenet.gr "
    "forthnet.gr hol.gr in.gr freemail.gr windtools.gr cytanet.com.cy mynet.com ttmail.com superonline.com turk.net "
    "go.net.mt maltanet.net onvol.net"
)
_BRITISH_AND_NORDIC: Final = (
    "btinternet.com btopenworld.com talk21.com bt.com sky.com virginmedia.com virgin.net blueyonder.co.uk "
    "ntlworld.com talktalk.net tiscali.co.uk tiscali.com plus.net plus.com orange.net orange.co.uk freeserve.co.uk "
    "lineone.net o2.co.uk zen.co.uk supanet.com fsmail.net eircom.net indigo.ie iol.ie telia.com home.se spray.se "
    "bredband.net comhem.se bahnhof.se swipnet.se glocalnet.net tele2.se passagen.se online.no broadpark.no "
    "getmail.no lyse.net frisurf.no altibox.no mail.dk jubii.dk stofanet.dk youmail.dk ofir.dk tdcadsl.dk get2net.dk "
    "webspeed.dk post.tele.dk c.dk kolumbus.fi elisanet.fi saunalahti.fi luukku.com suomi24.fi pp.inet.fi inet.fi "
    "welho.com netti.fi dnainternet.net simnet.is internet.is visir.is vortex.is"
)
_EASTERN: Final = (
    "seznam.cz centrum.cz email.cz post.cz atlas.cz volny.cz quick.cz tiscali.cz azet.sk centrum.sk zoznam.sk post.sk "
    "pobox.sk wp.pl o2.pl onet.pl onet.eu op.pl vp.pl poczta.onet.pl poczta.fm interia.pl interia.eu interia.com "
    "gazeta.pl tlen.pl go2.pl buziaczek.pl autograf.pl spoko.pl neostrada.pl freemail.hu citromail.hu indamail.hu "
    "t-online.hu vipmail.hu mailbox.hu upcmail.hu abv.bg mail.bg dir.bg gbg.bg net.hr inet.hr siol.net volja.net "
    "email.si t-2.net eunet.rs sbb.rs ptt.rs mts.rs open.telekom.rs clicknet.ro rdslink.ro k.ro personal.ro one.lt "
    "takas.lt inbox.lv inbox.lt inbox.ee mail.ee hot.ee online.ee apollo.lv mail.ru inbox.ru list.ru bk.ru "
    "internet.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru ya.ru pochta.ru hotbox.ru narod.ru ukr.net "
    "i.ua meta.ua bigmir.net online.ua email.ua tut.by mail.kz"
)
_AMERICAN: Final = (
    "comcast.net xfinity.com att.net sbcglobal.net bellsouth.net pacbell.net swbell.net ameritech.net prodigy.net "
    "snet.net cox.net charter.net spectrum.net roadrunner.com rr.com twc.com brighthouse.com earthlink.net "
    "mindspring.com frontier.com frontiernet.net centurylink.net centurytel.net q.com embarqmail.com windstream.net "
    "optonline.net optimum.net suddenlink.net cableone.net sparklight.net tds.net wowway.com rcn.com mchsi.com "
    "mediacombb.net ptd.net zoominternet.net hughes.net wildblue.net rogers.com bell.net sympatico.ca shaw.ca "
    "telus.net videotron.ca videotron.qc.ca cogeco.ca cogeco.net eastlink.ca mts.net sasktel.net nb.sympatico.ca "
    "distributel.net teksavvy.com execulink.com bellaliant.net primus.ca bol.com.br uol.com.br terra.com.br terra.com "
    "ig.com.br globo.com globomail.com r7.com oi.com.br zipmail.com.br superig.com.br pop.com.br click21.com.br "
    "brturbo.com.br veloxmail.com.br itelefonica.com.br prodigy.net.mx infinitummail.com telmexmail.com mexico.com "
    "starmedia.com latinmail.com uolsinectis.com.ar fibertel.com.ar speedy.com.ar arnet.com.ar ciudad.com.ar "
    "sinectis.com.ar adinet.com.uy vtr.net entel.cl cantv.net une.net.co etb.net.co racsa.co.cr ice.co.cr"
)
_ASIAN_AND_PACIFIC: Final = (
    "qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com sina.com sina.cn vip.sina.com "
    "sohu.com tom.com 21cn.com 139.com 189.cn wo.cn aliyun.com 263.net netvigator.com naver.com daum.net hanmail.net "
    "kakao.com nate.com korea.com dreamwiz.com empal.com hanmir.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp "
    "i.softbank.jp vodafone.ne.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp excite.co.jp goo.jp plala.or.jp "
    "dion.ne.jp infoseek.jp hotmail.co.jp hinet.net msa.hinet.net seed.net.tw pchome.com.tw kimo.com singnet.com.sg "
    "starhub.net.sg pacific.net.sg rediffmail.com rediff.com sify.com indiatimes.com in.com vsnl.com vsnl.net bsnl.in "
    "airtelmail.in dataone.in tm.net.my streamyx.com jaring.my plasa.com telkom.net cbn.net.id pldtdsl.net "
    "globe.com.ph vnn.vn fpt.vn walla.com walla.co.il netvision.net.il bezeqint.net 012.net.il zahav.net.il "
    "emirates.net.ae eim.ae etisalat.ae maktoob.com batelco.com.bh qatar.net.qa saudi.net.sa bigpond.com "
    "bigpond.net.au telstra.com optusnet.com.au optus.com.au iinet.net.au internode.on.net tpg.com.au dodo.com.au "
    "westnet.com.au ozemail.com.au adam.com.au xtra.co.nz slingshot.co.nz orcon.net.nz vodafone.co.nz paradise.net.nz "
    "clear.net.nz ihug.co.nz telkomsa.net mweb.co.za vodamail.co.za webmail.co.za iafrica.com absamail.co.za"
)
_PUBLIC: Final = frozenset(
    " ".join(
        (
            _WORLDWIDE,
            _GERMAN,
            _FRENCH_AND_DUTCH,
            _SOUTHERN,
            _BRITISH_AND_NORDIC,
            _EASTERN,
            _AMERICAN,
            _ASIAN_AND_PACIFIC,
        )
    ).split()
)


def is_public(domain: str) -> bool:
    """Say whether anybody can get an address at *domain*."""
    return domain in _PUBLIC or domain.split(".", maxsplit=1)[0] in _FAMILIES
